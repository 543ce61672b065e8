import Glibc
import KZPipeKit

/// Reads the records of a web archive, gzip or plain, one at a time (WARC 1.0 and 1.1, ISO 28500).
///
/// A record is believed when it is closed where its length says. Otherwise it is told as broken, and reading goes on at the
/// next line that begins a record.
final class WARCReader {
  enum Entry {
    case page(WARCCapture)
    /// A capture that is no page: pictures, scripts, error pages.
    case other
    case broken(StageError, bytes: [UInt8])
  }

  private let bytes: ArchiveBytes
  /// Bytes of the largest record that is held.
  private let limit: Int
  private let documentLimit: Int
  /// Where the record last returned begins in the file; with gzip, where the member begins that holds it.
  private(set) var offset = 0
  private var fault: String?

  convenience init(path: String, isGzip: Bool, limit: Int) throws(FileError) {
    self.init(try ArchiveBytes(path: path, isGzip: isGzip), limit: limit)
  }

  init(_ bytes: ArchiveBytes, limit: Int) {
    self.bytes = bytes
    documentLimit = limit
    self.limit = limit + 2 * HeaderBlock.limit
  }

  /// The next capture; requests, metadata and the like are passed over.
  func next() -> Entry? {
    while true {
      if let fault {
        self.fault = nil
        return .broken(malformed(fault), bytes: [])
      }
      guard skipEmptyLines() else {
        if fault == nil { return nil }
        continue
      }
      offset = bytes.offset
      if let entry = record() { return entry }
    }
  }

  /// - Returns: whether something follows
  private func skipEmptyLines() -> Bool {
    while true {
      if let first = bytes.window.firstIndex(where: { $0 != 0x0A && $0 != 0x0D }) {
        bytes.consume(first - bytes.window.startIndex)
        return true
      }
      bytes.consume(bytes.window.count)
      switch bytes.grow() {
      case .more: continue
      case .end: return false
      case .gap(let reason):
        note(reason)
        return false
      }
    }
  }

  /// Leaves the window behind, which is empty, and goes on behind the missing bytes.
  private func note(_ reason: String) {
    fault = reason
    bytes.passGap()
  }

  /// - Returns: `nil` for a record that is passed over
  private func record() -> Entry? {
    let growth = bytes.grow(to: HeaderBlock.limit)
    guard bytes.window.starts(with: "WARC/".utf8), let header = HeaderBlock(bytes.window) else {
      return broken("no WARC record begins here", skipping: 1)
    }
    guard let length = header["content-length"].flatMap({ Int($0) }), length >= 0 else {
      return broken("the record has no valid Content-Length", skipping: header.length)
    }
    guard length <= limit else { return large(header, length) }
    let end = header.length + length
    // As far as the next record's first word, which proves the length.
    let after = growth == .more ? bytes.grow(to: end + 9) : growth
    guard isEnd(at: end) else {
      // A length that is too large reaches over the records behind it, even over the end of the file.
      if bytes.window.count < end, marker(from: header.length) == nil { return cutOff(after) }
      return broken("the record's Content-Length is wrong", skipping: header.length)
    }
    let record = Array(bytes.window.prefix(end))
    bytes.consume(end)
    return entry(header, content: record[header.length...], record: record)
  }

  private func entry(_ header: HeaderBlock, content: ArraySlice<UInt8>, record: [UInt8]) -> Entry? {
    let body = header.length..<header.length + content.count
    if let capture = WARCCapture(header: header, content: content, record: record, body: body) { return .page(capture) }
    return header["warc-type"] == "response" ? .other : nil
  }

  /// A record that is not held: told when it is a page, passed over otherwise.
  private func large(_ header: HeaderBlock, _ length: Int) -> Entry? {
    let entry = entry(header, content: bytes.window.dropFirst(header.length), record: [])
    bytes.consume(header.length)
    guard resynchronize() >= length else {
      return .broken(malformed("the record's Content-Length is wrong"), bytes: [])
    }
    guard case .page = entry else { return entry }
    return .broken(DocumentReader.tooLarge(bytes: length, limit: documentLimit), bytes: [])
  }

  /// Whether a record ends at `index` of the window: the empty lines that close it follow, or the next record, or nothing.
  private func isEnd(at index: Int) -> Bool {
    guard bytes.window.count >= index else { return false }
    let rest = bytes.window.dropFirst(index)
    if rest.starts(with: [0x0D, 0x0A, 0x0D, 0x0A]) { return true }
    let next = rest.dropFirst(rest.prefix(2).prefix { $0 == 0x0A || $0 == 0x0D }.count).prefix(5)
    return next.elementsEqual("WARC/".utf8.prefix(next.count))
  }

  // MARK: Broken records

  private func malformed(_ reason: String) -> StageError {
    StageError(
      .malformed, "the archive cannot be read here: \(reason)", place: "byte \(offset)",
      advice: "the records behind it are read; write the archive again")
  }

  /// Goes on at the next record behind the first `count` bytes of the window.
  private func broken(_ reason: String, skipping count: Int) -> Entry {
    let start = Array(bytes.window.prefix(count))
    bytes.consume(start.count)
    // No more is copied than is passed over: many small records with lengths that are wrong may share one large window.
    let known = Array(bytes.window.prefix(min(marker(from: 0) ?? bytes.window.count, documentLimit)))
    let passed = resynchronize()
    return .broken(malformed(reason), bytes: Array((start + known.prefix(passed)).prefix(documentLimit)))
  }

  /// What is in the window is all there is of the record.
  private func cutOff(_ growth: ArchiveBytes.Growth) -> Entry {
    let known = Array(bytes.window)
    bytes.consume(known.count)
    if case .gap(let reason) = growth {
      bytes.passGap()
      return .broken(malformed(reason), bytes: known)
    }
    return .broken(malformed("the file ends in the middle of the record"), bytes: known)
  }

  /// Moves the window to the next line that begins a record, or to the end.
  /// - Returns: bytes passed
  private func resynchronize() -> Int {
    var passed = 0
    while true {
      if let start = marker(from: 0) {
        bytes.consume(start)
        return passed + start
      }
      // The line may begin in what is here already.
      let done = max(0, bytes.window.count - Self.mark.count - 2)
      bytes.consume(done)
      passed += done
      let growth = bytes.grow()
      guard growth != .more else { continue }
      passed += bytes.window.count
      bytes.consume(bytes.window.count)
      if case .gap(let reason) = growth { note(reason) }
      return passed
    }
  }

  private static let mark = Array("\nWARC/1.".utf8)

  /// Index in the window of a line that begins a record and stands behind an empty line.
  private func marker(from start: Int) -> Int? {
    bytes.window.withUnsafeBufferPointer { window in
      guard let base = window.baseAddress else { return nil }
      var start = start
      while start < window.count, let hit = memchr(base + start, 0x0A, window.count - start) {
        let index = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        if window[index...].starts(with: Self.mark), window[..<index].last(where: { $0 != 0x0D }) == 0x0A {
          return index + 1
        }
        start = index + 1
      }
      return nil
    }
  }
}
