import Glibc
import Logging

/// Takes what a process writes: messages from its standard output, lines from its standard error.
struct ChildReader: Sendable {
  let output: Int32
  let errors: Int32
  /// False once standard output has ended or holds something that is no frame.
  private(set) var isOpen = true
  private var decoder: FrameDecoder
  private var tail = LastLines()
  private var room = [UInt8](repeating: 0, count: 1 << 18)
  private var errorsEnded = false
  private var cutter = LineCutter()
  /// The least of what is told.
  private let level: Logger.Level

  init(output: Int32, errors: Int32, form: FrameForm, from level: Logger.Level) {
    self.output = output
    self.errors = errors
    self.level = level
    decoder = FrameDecoder(form: form, bodyLimit: ChildProcess.answerLimit)
    ChildProcess.setNonblocking(output)
    ChildProcess.setNonblocking(errors)
  }

  var lastWords: [String] { tail.lines }

  mutating func readOutput(_ handler: (ChildProcess.Event) -> Void) {
    let count = read(output, &room, room.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else {
      isOpen = false
      if !decoder.isBetweenFrames { handler(.broken(.malformed("it ends in the middle"))) }
      return
    }
    decoder.append(room[..<count])
    var messages: [Message] = []
    do {
      while let message = try decoder.next() { messages.append(message) }
      if !messages.isEmpty { handler(.messages(messages)) }
    } catch {
      isOpen = false
      if !messages.isEmpty { handler(.messages(messages)) }
      handler(.broken(error))
    }
  }

  /// Takes what is there; nothing that a process says can make it wait for us.
  /// - Parameter waiting: milliseconds to wait for something
  mutating func readErrors(waiting: Int32 = 0, _ handler: (ChildProcess.Event) -> Void) {
    if waiting > 0 {
      var ready = pollfd(fd: errorsEnded ? -1 : errors, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, waiting) > 0 else { return }
    }
    // One round a call, so that a flood does not keep the answers waiting.
    let count = errorsEnded ? 0 : read(errors, &room, room.count)
    let lines: [ChildLine]
    if count > 0 {
      tail.append(room[..<count])
      lines = cutter.lines(in: room[..<count]) { $0 >= level }
    } else if count == 0, !errorsEnded {
      errorsEnded = true
      lines = cutter.last { $0 >= level }
    } else {
      return
    }
    if !lines.isEmpty { handler(.said(lines)) }
  }

  /// Descriptor to wait on for standard error; -1 once it has ended.
  var errorsToPoll: Int32 { errorsEnded ? -1 : errors }

  func close() {
    Glibc.close(output)
    Glibc.close(errors)
  }
}

/// The last lines of a text of any length.
struct LastLines: Sendable {
  static let most = 10
  static let mostBytes = 4096
  private var bytes: [UInt8] = []

  mutating func append(_ more: some BidirectionalCollection<UInt8>) {
    bytes += more.suffix(Self.mostBytes)
    if bytes.count > 2 * Self.mostBytes { bytes.removeFirst(bytes.count - Self.mostBytes) }
  }

  /// Printable, each at most 200 characters.
  var lines: [String] {
    let text = String(decoding: bytes.suffix(Self.mostBytes), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).suffix(Self.most).map {
      DiagnosticRenderer.printable(String($0.prefix(200)))
    }
  }
}
