import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A web server on 127.0.0.1 that answers as a test says, for as long as the test runs.
final class LoopbackServer: Sendable {
  struct Answer: Sendable {
    var status = 200
    var headers: [(String, String)] = [("Content-Type", "text/html; charset=utf-8")]
    var body: [UInt8] = []
    /// Sends the body in chunks instead of telling its length.
    var isChunked = false
    /// Never answers.
    var isSilent = false

    static func page(_ text: String) -> Answer { Answer(body: Array("<title>\(text)</title>".utf8)) }
    static func status(_ status: Int, _ headers: [(String, String)] = []) -> Answer {
      Answer(status: status, headers: headers)
    }
  }

  struct Request: Sendable {
    var target: String
    var headers: [(name: String, value: String)]

    subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
  }

  let port: Int
  private let channel: any Channel
  private let log: Log

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
  }

  var requests: [Request] { log.requests.withLock { $0 } }
  var targets: [String] { requests.map(\.target) }

  /// - Parameter answer: given the target and how often it was asked for before
  static func start(_ answer: @escaping @Sendable (String, Int) -> Answer) async throws -> LoopbackServer {
    let log = Log()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(log: log, answer: answer))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    return LoopbackServer(port: channel.localAddress?.port ?? 0, channel: channel, log: log)
  }

  private init(port: Int, channel: any Channel, log: Log) {
    self.port = port
    self.channel = channel
    self.log = log
  }

  func stop() async { try? await channel.close() }

  func address(_ target: String) -> String { "http://127.0.0.1:\(port)\(target)" }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: Log
    private let answer: @Sendable (String, Int) -> Answer

    init(log: Log, answer: @escaping @Sendable (String, Int) -> Answer) {
      self.log = log
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      guard case .head(let head) = unwrapInboundIn(data) else { return }
      let before = log.requests.withLock { requests in
        defer { requests.append(Request(target: head.uri, headers: head.headers.map { ($0.name, $0.value) })) }
        return requests.count { $0.target == head.uri }
      }
      let answer = answer(head.uri, before)
      guard !answer.isSilent else { return }
      var headers = HTTPHeaders(answer.headers)
      headers.add(
        name: answer.isChunked ? "transfer-encoding" : "content-length",
        value: answer.isChunked ? "chunked" : "\(answer.body.count)")
      context.write(
        wrapOutboundOut(.head(.init(version: .http1_1, status: .init(statusCode: answer.status), headers: headers))),
        promise: nil)
      var rest = answer.body[...]
      while !rest.isEmpty {
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: rest.prefix(1 << 16))))), promise: nil)
        rest = rest.dropFirst(1 << 16)
      }
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
