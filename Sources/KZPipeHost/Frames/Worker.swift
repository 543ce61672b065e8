import Dispatch
import Glibc
import KZPipeJSON
import KZPipeKit
public import Logging
import Synchronization

/// `kzpipe worker`: documents come in as frames and answers go out as frames, one for each and in the same order. Nothing is
/// written anywhere else; the engine that asked keeps what it wants to keep.
public struct Worker: Sendable {
  public enum End: Sendable, Hashable {
    /// The input ended and every document was answered.
    case complete
    case interrupted
    /// The other side broke the protocol: how.
    case refused(String)
    /// Nobody reads the answers any more.
    case unread
  }

  private let setup: Setup
  private let jobs: Int
  private let version: String
  private let log: Logger

  /// - Parameter jobs: documents at work at a time
  public init(setup: Setup, jobs: Int, version: String, log: Logger = .silent) {
    self.setup = setup
    self.jobs = max(1, jobs)
    self.version = version
    self.log = log
  }

  /// Serves until the input ends. Descriptors stay open.
  public func serve(input: Int32, output: Int32, stop: StopFlag) async -> End {
    let limits = setup.config.limits
    let requests = Channel<(index: Int, frame: Message)>()
    let window = DispatchSemaphore(value: max(jobs, min(limits.inFlight, jobs * 4)))
    let writer = AnswerWriter(descriptor: output, window: window)
    let reader = RequestReader(
      descriptor: input, requests: requests, window: window, writer: writer, stop: stop,
      hello: hello(), bodyLimit: limits.documentBytes)
    let monitor = DeadlineMonitor(slots: jobs, seconds: limits.documentSeconds)
    let batches = BatchRunner(
      runner: DocumentRunner(pipeline: setup.pipeline, limits: limits),
      nanosecondsPerDocument: Int64(limits.documentSeconds * 1e9))
    async let ended = reader.run()
    await withTaskGroup(of: Void.self) { group in
      for slot in monitor.slots {
        group.addTask {
          while let (index, frame) = await requests.receive() {
            let item = WorkerRequest.item(frame, index: index, limits: limits)
            let batch = Batch(number: index, items: [item], bytes: item.estimatedBytes)
            let results = await batches.run(batch, in: slot)
            let result = results.first ?? DocumentResult(slug: item.slug, uri: item.uri, outcome: .skipped)
            log.tell(result, failedAt: .debug)
            writer.deliver(WorkerRequest.answer(result, sequence: frame.sequence), at: index)
          }
        }
      }
    }
    monitor.stop()
    let end = await ended
    await writer.finish(end)
    return writer.hasFailed ? .unread : end
  }

  private func hello() -> Message {
    let stages = setup.pipeline.steps.map { step -> JSONValue in
      ["name": .string(step.name), "kind": .string(step.kind.rawValue)]
    }
    return Message(
      "hello",
      [
        JSONMember("protocol", JSONValue(integerLiteral: Message.version)), JSONMember("kzpipe", .string(version)),
        JSONMember("config_sha256", .string(setup.config.sha256)), JSONMember("stages", .array(stages)),
      ])
  }
}

/// Reads frames on a thread of its own, no further ahead than the window allows.
private final class RequestReader: Sendable {
  private let descriptor: Int32
  private let requests: Channel<(index: Int, frame: Message)>
  private let window: DispatchSemaphore
  private let writer: AnswerWriter
  private let stop: StopFlag
  private let hello: Message
  private let bodyLimit: Int

  init(
    descriptor: Int32, requests: Channel<(index: Int, frame: Message)>, window: DispatchSemaphore, writer: AnswerWriter,
    stop: StopFlag, hello: Message, bodyLimit: Int
  ) {
    (self.descriptor, self.requests, self.window, self.writer) = (descriptor, requests, window, writer)
    (self.stop, self.hello, self.bodyLimit) = (stop, hello, bodyLimit)
  }

  func run() async -> Worker.End {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "kzpipe.worker.input").async { [self] in
        let end = read()
        requests.close()
        continuation.resume(returning: end)
      }
    }
  }

  private func read() -> Worker.End {
    var decoder = FrameDecoder(bodyLimit: bodyLimit)
    var index = 0
    var isGreeted = false
    while true {
      do {
        while let frame = try decoder.next() {
          if !isGreeted {
            if let fault = Self.fault(ofHello: frame) { return .refused(fault) }
            isGreeted = true
            writer.greet(hello)
          } else if frame.type == "end" {
            return .complete
          } else if frame.type == "document" {
            while window.wait(timeout: .now() + .milliseconds(250)) == .timedOut {
              if stop.isSet { return .interrupted }
            }
            requests.send((index, frame))
            index += 1
          } else {
            return .refused("the frame \"\(DiagnosticRenderer.printable(frame.type))\" is not one that a worker takes")
          }
          if writer.hasFailed { return .unread }
        }
      } catch {
        return .refused("the input " + error.reason.replacing("its standard output", with: "standard input"))
      }
      switch wait() {
      case .stopped: return .interrupted
      case .ready: break
      }
      var room = [UInt8](repeating: 0, count: 1 << 16)
      let count = Glibc.read(descriptor, &room, room.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else {
        guard isGreeted || count < 0 || !decoder.isBetweenFrames else {
          return .refused("the input ended before hello")
        }
        return decoder.isBetweenFrames ? .complete : .refused("the input ended in the middle of a frame")
      }
      decoder.append(room[..<count])
    }
  }

  private enum Readiness { case ready, stopped }

  /// Returns when there is something to read; looks at the stop flag four times a second.
  private func wait() -> Readiness {
    while true {
      if stop.isSet || writer.hasFailed { return .stopped }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 250) > 0 { return .ready }
    }
  }

  private static func fault(ofHello frame: Message) -> String? {
    guard frame.type == "hello" else { return "the first frame is no hello" }
    guard let version = frame["protocol"]?.integer else { return "the hello names no protocol" }
    guard version == Message.version else {
      return "the hello names protocol \(version), and this kzpipe speaks protocol \(Message.version)"
    }
    return nil
  }
}

/// Writes answers in the order of the requests, whatever order they are ready in.
private final class AnswerWriter: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: [UInt8]] = [:]
    var answered = 0
  }

  private let descriptor: Int32
  private let window: DispatchSemaphore
  private let queue = DispatchQueue(label: "kzpipe.worker.output")
  private let state = Mutex(State())
  private let failure = Atomic<Bool>(false)

  init(descriptor: Int32, window: DispatchSemaphore) {
    self.descriptor = descriptor
    self.window = window
  }

  /// Nobody reads any more.
  var hasFailed: Bool { failure.load(ordering: .relaxed) }

  func greet(_ hello: Message) { enqueue(FrameEncoder.bytes(of: hello)) }

  func deliver(_ answer: Message, at index: Int) {
    let bytes = FrameEncoder.bytes(of: answer)
    state.withLock { state in
      state.waiting[index] = bytes
      // Enqueued under the lock, so that the order of the queue is the order of the numbers.
      while let bytes = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        state.answered += 1
        enqueue(bytes, isAnswer: true)
      }
    }
  }

  /// Returns when everything is written, the closing frame included.
  func finish(_ end: Worker.End) async {
    let answered = state.withLock { $0.answered }
    switch end {
    case .refused(let reason):
      let error = StageError("protocol", reason, advice: "see docs/protocol.md")
      enqueue(FrameEncoder.bytes(of: WorkerRequest.error(error)))
    case .complete, .interrupted, .unread:
      enqueue(
        FrameEncoder.bytes(of: Message("end", [JSONMember("documents", JSONValue(integerLiteral: answered))])))
    }
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  private func enqueue(_ bytes: [UInt8], isAnswer: Bool = false) {
    queue.async { [self] in
      if !hasFailed {
        do { try Descriptor.write(bytes, to: descriptor) } catch { failure.store(true, ordering: .relaxed) }
      }
      if isAnswer { window.signal() }
    }
  }
}
