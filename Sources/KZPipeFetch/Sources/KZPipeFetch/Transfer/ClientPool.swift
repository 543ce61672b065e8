import AsyncHTTPClient
import NIOCore

/// Clients by host and address, so that pages of one host share a connection.
actor ClientPool {
  private struct Key: Hashable {
    var host: String
    var peer: IPAddress
  }

  private struct Entry {
    var client: HTTPClient
    var users = 0
    var lastUse = 0
  }

  private let idle: Int
  private var entries: [Key: Entry] = [:]
  private var uses = 0

  /// - Parameter idle: clients that are kept while nobody uses them
  init(idle: Int) { self.idle = idle }

  func take(_ host: String, _ peer: IPAddress, _ timeouts: TransferRequest.Timeouts) -> HTTPClient {
    let key = Key(host: host, peer: peer)
    uses += 1
    var entry = entries[key] ?? Entry(client: Self.client(host, peer, timeouts))
    entry.users += 1
    entry.lastUse = uses
    entries[key] = entry
    return entry.client
  }

  func give(back host: String, _ peer: IPAddress) async {
    let key = Key(host: host, peer: peer)
    entries[key]?.users -= 1
    let unused = entries.filter { $0.value.users == 0 }
    guard unused.count > idle, let oldest = unused.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    entries[oldest.key] = nil
    try? await oldest.value.client.shutdown()
  }

  func shutdown() async {
    let clients = entries.values.map(\.client)
    entries = [:]
    for client in clients { try? await client.shutdown() }
  }

  private static func client(_ host: String, _ peer: IPAddress, _ timeouts: TransferRequest.Timeouts) -> HTTPClient {
    var configuration = HTTPClient.Configuration()
    configuration.dnsOverride = [host: peer.description]
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.httpVersion = .http1Only
    configuration.timeout = .init(
      connect: .nanoseconds(Int64(timeouts.connectSeconds * 1e9)), read: .nanoseconds(Int64(timeouts.readSeconds * 1e9))
    )
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.http1_1ConnectionDebugInitializer = { channel in
      // Were the name ever looked up again in between, the request would not leave.
      guard let remote = channel.remoteAddress?.ipAddress, IPAddress(remote) == peer else {
        return channel.eventLoop.makeFailedFuture(
          FetchFailure(.privateAddress, "the connection went to another address than the one that was looked at"))
      }
      return channel.eventLoop.makeSucceededVoidFuture()
    }
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }
}
