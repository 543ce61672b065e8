import Glibc
import KZPipeJSON

/// Takes frames out of bytes that arrive in pieces of any size. What it keeps is bounded by its limits and by what really
/// arrived, never by what a length announces.
public struct FrameDecoder: Sendable {
  /// Bytes of a header. Room for thousands of outputs.
  public static let headerLimit = 1 << 20

  private let form: FrameForm
  private let bodyLimit: Int
  private var buffer: [UInt8] = []
  /// Bytes of `buffer` that are done.
  private var start = 0
  /// Bytes of `buffer` that were searched for the end of a line.
  private var searched = 0
  /// Bytes of a body that are passed over.
  private var skipping = 0

  /// - Parameter bodyLimit: a frame with a larger body arrives without it; a longer line is an error
  public init(form: FrameForm = .frames, bodyLimit: Int) {
    self.form = form
    self.bodyLimit = bodyLimit
  }

  /// Whether the bytes so far end between two frames.
  public var isBetweenFrames: Bool { buffer.count == start && skipping == 0 }

  public mutating func append(_ bytes: some Collection<UInt8>) {
    if start > 0, start == buffer.count || start > 1 << 16 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    guard skipping == 0 || bytes.count > skipping else {
      skipping -= bytes.count
      return
    }
    buffer.append(contentsOf: bytes.dropFirst(skipping))
    skipping = 0
  }

  /// The next whole frame; `nil` when more bytes are needed.
  public mutating func next() throws(FrameError) -> Message? {
    switch form {
    case .frames: try framed()
    case .lines: try line()
    }
  }

  // MARK: Lengths in front

  private mutating func framed() throws(FrameError) -> Message? {
    guard buffer.count - start >= 8 else { return nil }
    let header = number(at: start)
    let body = number(at: start + 4)
    guard header <= Self.headerLimit else {
      let looksLikeText = buffer[start..<start + 4].allSatisfy {
        (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x09
      }
      throw looksLikeText ? .text : .headerTooLarge(header)
    }
    let isCut = body > bodyLimit
    guard buffer.count - start >= 8 + header + (isCut ? 0 : body) else { return nil }
    let value = try Self.parse(Array(buffer[(start + 8)..<(start + 8 + header)]))
    var frame = try Self.frame(value)
    start += 8 + header
    if isCut {
      frame.isCut = true
      let here = min(body, buffer.count - start)
      start += here
      skipping = body - here
      return frame
    }
    let end = start + body
    for (name, members, part) in try Self.parts(of: value) {
      guard let count = part["bytes"]?.integer, count >= 0, count <= end - start else {
        throw .malformed("its parts do not add up to its body")
      }
      let rest = members.filter { $0.key != "bytes" }
      frame.parts.append(Message.Part(name, rest, bytes: Array(buffer[start..<start + count])))
      start += count
    }
    guard start == end else { throw .malformed("its parts do not add up to its body") }
    return frame
  }

  private func number(at index: Int) -> Int { buffer[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }

  // MARK: An object a line

  private mutating func line() throws(FrameError) -> Message? {
    while true {
      searched = max(searched, start)
      let from = searched
      let end = buffer.withUnsafeBytes { bytes -> Int? in
        guard from < bytes.count, let base = bytes.baseAddress,
          let hit = memchr(base + from, 0x0A, bytes.count - from)
        else { return nil }
        return UnsafeRawPointer(hit) - base
      }
      // Base 64 and escapes make a body longer.
      let limit = 2 * bodyLimit + Self.headerLimit
      guard (end ?? buffer.count) - start <= limit else { throw .lineTooLong(limit) }
      guard let end else {
        searched = buffer.count
        return nil
      }
      let text = Array(buffer[start..<end])
      start = end + 1
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      guard text.first == UInt8(ascii: "{") else { throw .text }
      let value = try Self.parse(text)
      var frame = try Self.frame(value)
      for (name, members, part) in try Self.parts(of: value) {
        let rest = members.filter { $0.key != "json" && $0.key != "text" && $0.key != "base64" }
        frame.parts.append(Message.Part(name, rest, bytes: try Self.bytes(of: part)))
      }
      return frame
    }
  }

  private static func bytes(of part: JSONValue) throws(FrameError) -> [UInt8] {
    if let value = part["json"] {
      var json = JSONWriter()
      json.value(value)
      return json.bytes
    }
    if let text = part["text"]?.string { return Array(text.utf8) }
    if let text = part["base64"]?.string, let bytes = Base64.decode(text) { return bytes }
    throw .malformed("a part has neither json nor text nor base64")
  }

  // MARK: Headers

  private static func parse(_ bytes: [UInt8]) throws(FrameError) -> JSONValue {
    do {
      return try JSONValue.parse(bytes)
    } catch {
      throw .malformed("the header is no JSON: \(error)")
    }
  }

  private static func frame(_ value: JSONValue) throws(FrameError) -> Message {
    guard let members = value.object, let type = value["type"]?.string else {
      throw .malformed("the header is no object with a \"type\"")
    }
    let sequence = value["seq"]
    if let sequence, sequence.integer == nil { throw .malformed("\"seq\" is no whole number") }
    return Message(
      type, sequence: sequence?.integer,
      members.filter { $0.key != "type" && $0.key != "seq" && $0.key != "parts" })
  }

  private static func parts(
    of value: JSONValue
  ) throws(FrameError) -> [(name: String, members: [JSONMember], part: JSONValue)] {
    guard let list = value["parts"] else { return [] }
    guard let parts = list.array else { throw .malformed("\"parts\" is no list") }
    var found: [(name: String, members: [JSONMember], part: JSONValue)] = []
    for part in parts {
      guard let members = part.object, let name = part["name"]?.string else {
        throw .malformed("a part has no \"name\"")
      }
      found.append((name, members.filter { $0.key != "name" }, part))
    }
    return found
  }
}
