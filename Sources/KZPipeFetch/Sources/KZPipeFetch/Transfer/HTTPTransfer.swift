import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Requests over AsyncHTTPClient, HTTP/1.1: the form that a web archive keeps.
///
/// A client connects to the one address it was made for, under the name for which certificates are checked, and every
/// connection is looked at once more before a request goes over it.
struct HTTPTransfer: Transfer {
  private let clients: ClientPool
  private let timeouts: TransferRequest.Timeouts

  init(hosts: Int, timeouts: TransferRequest.Timeouts) {
    clients = ClientPool(idle: hosts * 4)
    self.timeouts = timeouts
  }

  func shutdown() async { await clients.shutdown() }

  func send(_ request: TransferRequest) async throws(FetchFailure) -> TransferResponse {
    var failure = FetchFailure(.connection, "the host has no address")
    // A host may have an address of a family that this machine cannot reach.
    for peer in request.peers.prefix(3) {
      do throws(FetchFailure) {
        return try await send(request, to: peer)
      } catch {
        guard error.code == .connection else { throw error }
        failure = error
      }
    }
    throw failure
  }

  private func send(_ request: TransferRequest, to peer: IPAddress) async throws(FetchFailure) -> TransferResponse {
    let origin = request.address.origin
    let client = await clients.take(origin.host, peer, timeouts)
    let result: Result<TransferResponse, FetchFailure>
    do {
      result = .success(
        try await withDeadline(seconds: request.timeouts.totalSeconds) {
          try await Self.exchange(request, client, peer)
        })
    } catch {
      result = .failure(Self.failure(error))
    }
    await clients.give(back: origin.host, peer)
    return try result.get()
  }

  private static func exchange(
    _ request: TransferRequest, _ client: HTTPClient, _ peer: IPAddress
  ) async throws -> TransferResponse {
    var message = HTTPClientRequest(url: request.address.description)
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    let response = try await client.execute(
      message, timeout: .nanoseconds(Int64(request.timeouts.totalSeconds * 1e9)))
    let announced = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard announced <= request.maximumBytes else { throw tooLarge(request.maximumBytes) }
    var body: [UInt8] = []
    for try await piece in response.body {
      guard body.count + piece.readableBytes <= request.maximumBytes else { throw tooLarge(request.maximumBytes) }
      body.append(contentsOf: piece.readableBytesView)
    }
    return TransferResponse(
      status: Int(response.status.code), reason: response.status.reasonPhrase,
      headers: response.headers.map { ($0.name, $0.value) }, body: body, peer: peer)
  }

  private static func tooLarge(_ limit: Int) -> FetchFailure {
    FetchFailure(
      .tooLarge, "the response has more than \(limit) bytes", advice: "raise --max-bytes, if it is a page at all")
  }

  private func withDeadline<Value: Sendable>(
    seconds: Double, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        throw HTTPClientError.deadlineExceeded
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  private static func failure(_ error: any Error) -> FetchFailure {
    switch error {
    case let error as FetchFailure: return error
    case let error as HTTPClientError:
      switch error {
      case .connectTimeout: return FetchFailure(.connection, "no connection in time", isTransient: true)
      case .readTimeout, .deadlineExceeded, .writeTimeout, .getConnectionFromPoolTimeout:
        return FetchFailure(.timeout, "the response did not come in time", isTransient: true)
      case .tlsHandshakeTimeout: return FetchFailure(.tls, "no secure connection in time", isTransient: true)
      case .remoteConnectionClosed:
        return FetchFailure(.connection, "the server ended the connection", isTransient: true)
      default: return FetchFailure(.connection, "the response cannot be read: \(error.shortDescription)")
      }
    case is NIOSSLError, is BoringSSLError:
      return FetchFailure(.tls, "no secure connection: the certificate or the protocol is refused")
    case is HTTPParserError: return FetchFailure(.connection, "the response is not HTTP")
    case is NIOConnectionError, is IOError, is ChannelError:
      return FetchFailure(.connection, "no connection", isTransient: true)
    default: return FetchFailure(.connection, "the request failed: \(type(of: error))", isTransient: true)
    }
  }
}
