import CZlib
import Glibc

/// What a page was when it was fetched (RFC 9110, section 8.8).
struct Validators: Sendable, Hashable {
  /// `ETag`
  var tag: String?
  /// `Last-Modified`
  var modified: String?
  /// When it was fetched, as the archive says.
  var date: String
}

/// An archive whose pages need not be sent again when they are as they were.
public struct EarlierArchive: Sendable {
  let validators: [UInt64: Validators]

  public init(path: String) throws(ArchiveError) {
    validators = try ArchiveScan(path: path, keepsValidators: true).validators
  }
}

/// What an archive of ours holds already, so that a fetch can be carried on.
struct ArchiveScan {
  /// Bytes up to the end of the last whole record.
  private(set) var length = 0
  private(set) var records = 0
  /// Addresses with an answer that stands: a page, a lasting refusal, or a redirect with the address behind it.
  private var answers: [UInt64: Answer] = [:]

  /// By address, what a server goes by to say that a page is as it was; empty unless asked for.
  private(set) var validators: [UInt64: Validators] = [:]
  private let keepsValidators: Bool

  private enum Answer {
    case lasting
    case redirect(to: UInt64)
  }

  init() { keepsValidators = false }

  /// Reads the archive once. A record that is cut off at the end is left out; it is what a killed fetch leaves.
  /// - Parameter keepsValidators: whether pages may be asked for on condition that they have changed
  init(path: String, keepsValidators: Bool = false) throws(ArchiveError) {
    self.keepsValidators = keepsValidators
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ArchiveError(reason: String(cString: strerror(errno)).lowercased()) }
    defer { close(descriptor) }
    let reader = MemberReader(descriptor)
    while let head = try reader.next() {
      length = reader.offset
      records += 1
      take(head)
    }
  }

  /// Whether the address needs no request: it was answered, or leads to one that was.
  func holds(_ address: PageAddress) -> Bool {
    var hash = address.hash64
    for _ in 0..<20 {
      switch answers[hash] {
      case .lasting: return true
      case .redirect(let next): hash = next
      case nil: return false
      }
    }
    return true
  }

  private mutating func take(_ head: [UInt8]) {
    guard head.starts(with: "WARC/1.1".utf8) else { return }
    let lines = head.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: false).map {
      Self.trimmed(String(decoding: $0, as: UTF8.self))
    }
    guard let end = lines.firstIndex(of: ""), let type = Self.value("warc-type", lines[..<end]),
      ["response", "revisit"].contains(type), let uri = Self.value("warc-target-uri", lines[..<end]),
      let address = try? PageAddress(uri)
    else { return }
    let message = lines[(end + 1)...].prefix { !$0.isEmpty }
    guard let status = message.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return }
    if status != 304, (300..<400).contains(status), let location = Self.value("location", message.dropFirst()) {
      guard let target = try? address.resolve(location) else { return }
      answers[address.hash64] = .redirect(to: target.hash64)
    } else if type == "revisit" || (200..<300).contains(status) {
      answers[address.hash64] = .lasting
      guard keepsValidators, let date = Self.value("warc-date", lines[..<end]) else { return }
      let tag = Self.value("etag", message.dropFirst()) ?? (type == "revisit" ? validators[address.hash64]?.tag : nil)
      let modified = Self.value("last-modified", message.dropFirst())
      validators[address.hash64] = tag ?? modified == nil ? nil : Validators(tag: tag, modified: modified, date: date)
    } else if ![408, 429].contains(status), status < 500 {
      answers[address.hash64] = .lasting
    }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }

  private static func value(_ name: String, _ lines: ArraySlice<String>) -> String? {
    for line in lines where line.utf8.count > name.utf8.count {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { continue }
      return trimmed(line[line.index(after: colon)...])
    }
    return nil
  }
}

extension PageAddress {
  /// FNV-1a, 64 bits: the same in every run.
  var hash64: UInt64 {
    description.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// Reads the gzip members of a file, each with the first bytes that it inflates to.
private final class MemberReader {
  private static let kept = 1 << 16

  private let descriptor: Int32
  private var stream = z_stream()
  private var input: [UInt8] = []
  private var position = 0
  private var bytesRead = 0

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  /// Offset behind the last member.
  var offset: Int { bytesRead - (input.count - position) }

  /// - Returns: `nil` at the end, and where the last member is cut off
  func next() throws(ArchiveError) -> [UInt8]? {
    var head: [UInt8] = []
    guard position < input.count || fill() else { return nil }
    inflateReset(&stream)
    while true {
      guard position < input.count || fill() else { return nil }
      let status = step(&head)
      if status == Z_STREAM_END { return head }
      guard status == Z_OK || status == Z_BUF_ERROR else {
        throw ArchiveError(
          reason: "it is no web archive with a gzip member a record, or is damaged near byte \(offset)")
      }
    }
  }

  private func step(_ head: inout [UInt8]) -> Int32 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { output in
      input.withUnsafeBufferPointer { buffer in
        stream.next_in = UnsafeMutablePointer(mutating: buffer.baseAddress.map { $0 + position })
        stream.avail_in = UInt32(buffer.count - position)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        position = buffer.count - Int(stream.avail_in)
        let got = output.count - Int(stream.avail_out)
        head.append(contentsOf: output[..<min(got, max(0, Self.kept - head.count))])
        return status
      }
    }
  }

  private func fill() -> Bool {
    var got = 0
    input = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
      repeat { got = read(descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      count = max(0, got)
    }
    position = 0
    bytesRead += input.count
    return got > 0
  }
}
