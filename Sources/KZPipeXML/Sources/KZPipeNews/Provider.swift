public import KZPipeKit
import KZPipeXML

/// Who provides the items that exporters write, and the authority under which their identifiers are minted.
public struct Provider: Sendable {
  public var name: String
  public var uri: String
  /// Authority and date of tag: URIs (RFC 4151): `example.com,2026`.
  public var authority: String
  /// Host of `uri`, when it has one.
  public var host: String?

  public static let option = Option<[String: String]>(
    "provider", default: ["name": "kzpipe", "uri": "https://kzpipe.invalid/"],
    as: .object(["name": "kzpipe", "uri": "https://kzpipe.invalid/"]),
    type: .object([
      OptionSpec(
        "name", .string, isRequired: true, summary: "Name of who provides the items.", example: "Example Desk"),
      OptionSpec(
        "uri", .uri, isRequired: true, summary: "Identifier of who provides the items.", example: "https://example.com/"
      ),
    ]),
    summary: "Who provides the items; set it before anybody receives them.",
    example: ["name": "Example Desk", "uri": "https://example.com/"])

  public static let authorityOption = Option<String?>(
    "guid_authority",
    summary:
      "Authority of the items' tag: identifiers (RFC 4151): a domain or address of yours and a day on which it was yours. Default: the host of the provider's URI and 2026.",
    example: "example.com,2026")

  /// - Throws: `StageError.Code.badOption`
  public init(_ options: Options) throws(StageError) {
    let written = options[Self.option]
    guard let name = XMLText.label(written["name"]) else {
      throw StageError(.badOption, "provider.name has nothing to read", advice: "give the name of your desk")
    }
    guard let uri = written["uri"].flatMap(WebAddress.link) else {
      throw StageError(
        .badOption, "provider.uri is no http, https, urn or tag address", advice: "for example https://example.com/")
    }
    self.name = name
    self.uri = uri
    host = WebAddress.host(of: uri)
    authority = options[Self.authorityOption] ?? (host ?? "kzpipe.invalid") + ",2026"
    guard Self.isTagAuthority(authority) else {
      throw StageError(
        .badOption, "guid_authority is no authority of a tag: URI",
        advice: "write a domain or mail address, a comma and a year, month or day: example.com,2026")
    }
  }

  /// RFC 4151, section 2.1: `authorityName "," date`.
  static func isTagAuthority(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].first, isAlphanumeric(first), parts[0].count <= 255 else {
      return false
    }
    let extra = Array("-._@".utf8)
    guard parts[0].allSatisfy({ isAlphanumeric($0) || extra.contains($0) }) else { return false }
    let digits = parts[1].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...3).contains(digits.count), digits[0].count == 4, digits.dropFirst().allSatisfy({ $0.count == 2 }) else {
      return false
    }
    return PartialDate(iso8601: String(Substring(parts[1]))) != nil
  }

  /// The constant that a tag: URI of this provider begins with.
  public var guidBase: String { "tag:\(authority):kzpipe:" }

  /// `id` of an article as a part of identifiers: everything but letters, digits and `-._` percent-encoded; `nil` when it
  /// is empty or too long.
  public static func identifier(_ id: String) -> String? {
    if id.isEmpty || id.utf8.count > 500 { return nil }
    if id.utf8.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }) { return id }
    var out = ""
    for byte in id.utf8 {
      if isAlphanumeric(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F {
        out.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        out += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return out
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
