import KZPipeJSON

/// Turns frames into bytes.
public enum FrameEncoder {
  public static func bytes(of frame: Message, as form: FrameForm = .frames) -> [UInt8] {
    switch form {
    case .frames: framed(frame)
    case .lines: line(frame)
    }
  }

  private static func framed(_ frame: Message) -> [UInt8] {
    let header = header(of: frame) { part, json in json.member("bytes", part.bytes.count) }
    let body = frame.parts.reduce(0) { $0 + $1.bytes.count }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + body)
    append(UInt32(clamping: header.count), to: &bytes)
    append(UInt32(clamping: body), to: &bytes)
    bytes += header
    for part in frame.parts { bytes += part.bytes }
    return bytes
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// A part carries its bytes itself: as JSON, as text, or in base 64.
  private static func line(_ frame: Message) -> [UInt8] {
    header(of: frame) { part, json in
      if jsonParts.contains(part.name) {
        json.key("json")
        json.raw(part.bytes)
      } else if let text = String(validating: part.bytes, as: UTF8.self) {
        json.member("text", text)
      } else {
        json.member("base64", String(decoding: Base64.encode(part.bytes), as: UTF8.self))
      }
    } + [UInt8(ascii: "\n")]
  }

  private static func header(of frame: Message, _ size: (Message.Part, inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("type", frame.type)
    json.member("seq", frame.sequence)
    write(frame.members, to: &json)
    if !frame.parts.isEmpty {
      json.key("parts")
      json.beginArray()
      for part in frame.parts {
        json.beginObject()
        json.member("name", part.name)
        write(part.members, to: &json)
        size(part, &json)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
    return json.bytes
  }

  private static func write(_ members: [JSONMember], to json: inout JSONWriter) {
    for member in members {
      json.key(member.key)
      json.value(member.value)
    }
  }
}

/// Parts that hold a JSON value.
let jsonParts: Set<String> = ["article", "page", "changes"]

/// RFC 4648, section 4.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for index in 0..<3 { group = group << 8 | (index < count ? Int(bytes[start + index]) : 0) }
      for index in 0..<4 {
        out.append(index <= count ? digits[group >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
      }
    }
    return out
  }

  /// `nil` for anything but whole groups of digits with their padding.
  static func decode(_ text: String) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return nil }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 4 * 3)
    var group = 0
    for (index, byte) in bytes.enumerated() {
      let isPadding = index >= bytes.count - padding
      guard let digit = isPadding ? 0 : digit(byte) else { return nil }
      group = group << 6 | digit
      guard index % 4 == 3 else { continue }
      let count = index == bytes.count - 1 ? 3 - padding : 3
      for shift in [16, 8, 0].prefix(count) { out.append(UInt8(group >> shift & 255)) }
      group = 0
    }
    return out
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
