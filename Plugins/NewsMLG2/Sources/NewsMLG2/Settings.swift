import KZPipeKit
import KZPipeXML

/// The options of the exporter, decoded and judged.
struct Settings: Sendable {
  enum Body: String { case xhtml, nitf, both }

  var providerName: String
  var providerURI: String
  /// Authority and date of the tag: URIs: `example.com,2026`.
  var authority: String
  var body: Body
  var isMessage: Bool
  var withEmail: Bool
  var withHops: Bool
  var withMentions: Bool
  var withSubjectCodes: Bool
  var withHash: Bool
  var withKnowledgeItem: Bool
  var status: String
  var changeSignal: String
  var urgency: Int?
  var editorialNote: String?
  var usageTerms: String?
  var digitalSourceType: String?
  var sender: String
  /// Base of the URIs of the exporter's own vocabularies.
  var schemeBase: String

  static let provider = Option<[String: String]>(
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
  static let guidAuthority = Option<String?>(
    "guid_authority",
    summary:
      "Authority of the items' tag: identifiers (RFC 4151): a domain or address of yours and a day on which it was yours. Default: the host of the provider's URI and 2026.",
    example: "example.com,2026")
  static let bodyForm = Option(
    "body", default: "xhtml", type: .choice(["xhtml", "nitf", "both"]),
    summary: "Markup of the text; both gives XHTML first and NITF last.")
  static let items = Option(
    "items", default: "message", type: .choice(["message", "single"]),
    summary: "One newsMessage with all items of an article, or each item in a file of its own.")
  static let includeEmail = Option(
    "include_email", default: false, summary: "Whether authors' e-mail addresses are written; they are personal data.")
  static let hopHistory = Option(
    "hop_history", default: true,
    summary: "Whether items say who made the text and who reshaped it. The stock newsmlg2 1.1 library cannot read that."
  )
  static let mentions = Option(
    "mentions", default: true, summary: "Whether mentions in the text are tied to their entities (id and inlineRef).")
  static let subjectCodes = Option(
    "subject_codes", default: true,
    summary:
      "Whether media topics are accompanied by their older Subject Codes, the only subjects that Superdesk reads.")
  static let hash = Option("hash", default: true, summary: "Whether items carry the SHA-256 of their text.")
  static let knowledgeItem = Option(
    "knowledge_item", default: true,
    summary: "Whether the entities of each article are also written as a knowledgeItem, entities/{slug}.xml.")
  static let pubStatus = Option(
    "pub_status", default: "usable", type: .choice(["usable", "withheld", "canceled"]),
    summary: "Publishing status of the items.")
  static let signal = Option(
    "change_signal", default: "update", type: .choice(["update", "correction"]),
    summary: "What a raised version says of itself.")
  static let urgencyOption = Option<Int?>(
    "urgency", type: .integer(1...9), summary: "Editorial urgency of the text, 1 the highest.", example: 5)
  static let edNote = Option<String?>(
    "ed_note", summary: "Note to the receiving editors.", example: "Scraped; check before use.")
  static let usageTermsOption = Option<String?>(
    "usage_terms", summary: "Terms under which receivers may use the items.", example: "For internal use only.")
  static let digitalSource = Option<String?>(
    "digital_source_type", summary: "QCode of the IPTC digital source type of the text.",
    example: "digsrctype:digitalCreation")
  static let state = Option<String?>(
    "state", type: .path,
    summary: "versions.tsv of an earlier run: versions are raised only where the content changed since.",
    example: "out/newsml_g2/versions.tsv")
  static let schema = Option<String?>(
    "schema", type: .path, summary: "XSD of NewsML-G2 2.35 that every item is checked against before it is written.",
    example: "schemas/NewsML-G2_2.35-spec-All-Power.xsd")

  static let specs: [OptionSpec] = [
    provider.spec, guidAuthority.spec, bodyForm.spec, items.spec, includeEmail.spec, hopHistory.spec, mentions.spec,
    subjectCodes.spec, hash.spec, knowledgeItem.spec, pubStatus.spec, signal.spec, urgencyOption.spec, edNote.spec,
    usageTermsOption.spec, digitalSource.spec, state.spec, schema.spec,
  ]

  /// - Throws: `StageError.Code.badOption` for a value that no item could carry.
  init(_ options: Options) throws(StageError) {
    let provider = options[Self.provider]
    guard let name = XMLText.label(provider["name"]) else {
      throw StageError(.badOption, "provider.name has nothing to read", advice: "give the name of your desk")
    }
    guard let written = provider["uri"], let uri = WebAddress.link(written) else {
      throw StageError(
        .badOption, "provider.uri is no http, https, urn or tag address", advice: "for example https://example.com/")
    }
    providerName = name
    providerURI = uri
    let host = WebAddress.host(of: uri)
    sender = host ?? name
    authority = options[Self.guidAuthority] ?? (host ?? "kzpipe.invalid") + ",2026"
    guard Self.isTagAuthority(authority) else {
      throw StageError(
        .badOption, "guid_authority is no authority of a tag: URI",
        advice: "write a domain or mail address, a comma and a year, month or day: example.com,2026")
    }
    if host != nil {
      schemeBase = uri + (uri.hasSuffix("/") ? "" : "/") + "cv/"
    } else {
      schemeBase = "tag:\(authority):kzpipe:cv/"
    }
    body = Body(rawValue: options[Self.bodyForm]) ?? .xhtml
    isMessage = options[Self.items] == "message"
    withEmail = options[Self.includeEmail]
    withHops = options[Self.hopHistory]
    withMentions = options[Self.mentions]
    withSubjectCodes = options[Self.subjectCodes]
    withHash = options[Self.hash]
    withKnowledgeItem = options[Self.knowledgeItem]
    status = options[Self.pubStatus]
    changeSignal = options[Self.signal]
    urgency = options[Self.urgencyOption]
    editorialNote = XMLText.label(options[Self.edNote])
    usageTerms = XMLText.label(options[Self.usageTermsOption])
    digitalSourceType = options[Self.digitalSource]
    if let type = digitalSourceType, !Self.isQCode(type, alias: "digsrctype") {
      throw StageError(
        .badOption, "digital_source_type is no QCode of the scheme digsrctype",
        advice: "for example digsrctype:digitalCreation")
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

  static func isQCode(_ text: String, alias: String) -> Bool {
    guard text.hasPrefix(alias + ":"), text.utf8.count > alias.utf8.count + 1 else { return false }
    return text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
