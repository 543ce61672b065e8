import KZPipeKit

/// What NewsML-G2 names an item by.
public struct NewsItemIdentity: Sendable, Hashable {
  public var guid: String
  public var version: Int

  /// Beyond these bytes nothing is looked for: the first item of a document begins before.
  private static let searched = 1 << 14

  init(guid: String, version: Int) {
    self.guid = guid
    self.version = version
  }

  /// Of the first item in the XML files among the pieces: the first element with the attributes `guid` and `version`.
  ///
  /// Read from the output itself, so that it holds for every exporter that writes such items, in whatever language.
  init?(in pieces: [Output]) {
    for case .file(let name, let contents) in pieces where name.hasSuffix(".xml") {
      if let found = Self.first(in: contents) {
        self = found
        return
      }
    }
    return nil
  }

  private static func first(in bytes: [UInt8]) -> NewsItemIdentity? {
    var rest = bytes.prefix(searched)
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      if rest.starts(with: "!--".utf8) {
        guard skipComment(&rest) else { return nil }
      } else if let first = rest.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A || first >= 0x80 {
        if let found = attributes(of: &rest) { return found }
      }
    }
    return nil
  }

  private static func skipComment(_ rest: inout ArraySlice<UInt8>) -> Bool {
    var dashes = 0
    rest = rest.dropFirst(3)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: ">"), dashes >= 2 { return true }
      dashes = byte == UInt8(ascii: "-") ? dashes + 1 : 0
    }
    return false
  }

  /// Passes a start tag.
  private static func attributes(of rest: inout ArraySlice<UInt8>) -> NewsItemIdentity? {
    var guid: String?
    var version: Int?
    rest = rest.drop { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    while let byte = rest.first, byte != UInt8(ascii: ">") {
      guard byte > 0x20, byte != UInt8(ascii: "/") else {
        rest = rest.dropFirst()
        continue
      }
      let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
      rest = rest.dropFirst(name.count).drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") }
      guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = rest.firstIndex(of: quote)
      else { return nil }
      let value = rest[..<end]
      rest = rest[(end + 1)...]
      if name.elementsEqual("guid".utf8) { guid = text(value) }
      if name.elementsEqual("version".utf8) { version = Int(String(decoding: value, as: UTF8.self)) }
    }
    guard let guid, !guid.isEmpty, let version, version > 0 else { return nil }
    return NewsItemIdentity(guid: guid, version: version)
  }

  /// An attribute's value; a guid is an address and needs no other reference than these.
  private static func text(_ value: ArraySlice<UInt8>) -> String {
    var text = String(decoding: value, as: UTF8.self)
    guard text.contains("&") else { return text }
    for (reference, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
      text = text.replacing(reference, with: character)
    }
    return text
  }
}
