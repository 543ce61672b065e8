import KZPipeKit
import KZPipeNews
import KZPipeNewsRules
import KZPipeXML

/// The options of the exporter, decoded and judged.
struct Settings: Sendable {
  enum Body: String, CaseIterable { case xhtml, nitf, both }

  /// How items are held to the rules before they are written.
  enum SelfCheck: String, CaseIterable {
    /// By the values that they are made of.
    case values
    /// By reading back what was written, too.
    case full
    case none
  }

  /// An editorial service that the items belong to.
  struct Service: Sendable {
    var name: String
    var uri: String
  }

  var provider: Provider
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
  var service: Service?
  var slugline: Slugline
  var alternatives: [Alternative]
  var editorialNote: String?
  /// QCode.
  var editorialNoteRole: String?
  var usageTerms: String?
  var digitalSourceType: String?
  /// xs:dateTime.
  var embargoed: String?
  var sender: String
  /// Base of the URIs of the exporter's own vocabularies.
  var schemeBase: String

  static let bodyForm = Option(
    "body", default: "both", type: .choice(Body.allCases.map(\.rawValue)),
    summary:
      "Markup of the text; both gives XHTML first and NITF last, from which the stock Superdesk parser reads all.")
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
  static let edNoteRole = Option<String?>(
    "ed_note_role", summary: "Role of ed_note: a QCode of the IPTC's scheme ednoterole.")
  static let serviceOption = Option<[String: String]?>(
    "service",
    type: .object([
      OptionSpec("name", .string, isRequired: true, summary: "Name of the service.", example: "World news"),
      OptionSpec(
        "uri", .uri, isRequired: true, summary: "Identifier of the service.",
        example: "https://example.com/services/world"),
    ]), summary: "Editorial service that the items belong to.",
    example: ["name": "World news", "uri": "https://example.com/services/world"])
  static let sluglineOption = Option(
    "slugline", default: "none", type: .choice(Slugline.allCases.map(\.rawValue)),
    summary: "What the slugline is made of; pages have none of their own.")
  static let alternativesOption = Option<[String: String]?>(
    "alternatives", type: .map(.string),
    summary: "Addresses of other forms of each story by media type (altRep), with {id} for the article's id.",
    example: ["text/html": "https://example.com/stories/{id}.html"])
  static let usageTermsOption = Option<String?>(
    "usage_terms", summary: "Terms under which receivers may use the items.", example: "For internal use only.")
  static let digitalSource = Option<String?>(
    "digital_source_type", summary: "QCode of the IPTC digital source type of the text.",
    example: "digsrctype:digitalCreation")
  static let embargo = Option<String?>(
    "embargoed", summary: "Date and time, with zone, before which no item of the run may be published.",
    example: "2026-03-20T18:00:00Z")
  static let state = Option<String?>(
    "state", type: .path,
    summary: "versions.tsv of an earlier run: versions are raised only where the content changed since.",
    example: "out/newsml_g2/versions.tsv")
  static let selfCheck = Option(
    "self_check", default: "values", type: .choice(SelfCheck.allCases.map(\.rawValue)),
    summary:
      "How items are held to the rules of kzpipe validate before they are written: by the values they are made of, or in full, by reading them back, too."
  )
  static let schema = Option<String?>(
    "schema", type: .path, summary: "XSD of NewsML-G2 2.35 that every item is checked against before it is written.",
    example: "schemas/NewsML-G2_2.35-spec-All-Power.xsd")

  static let specs: [OptionSpec] = [
    Provider.option.spec, Provider.authorityOption.spec, bodyForm.spec, items.spec, includeEmail.spec, hopHistory.spec,
    mentions.spec,
    subjectCodes.spec, hash.spec, knowledgeItem.spec, pubStatus.spec, signal.spec, urgencyOption.spec,
    sluglineOption.spec, serviceOption.spec, alternativesOption.spec, edNote.spec, edNoteRole.spec,
    usageTermsOption.spec, digitalSource.spec, embargo.spec, state.spec, selfCheck.spec, schema.spec,
  ]

  /// - Throws: `StageError.Code.badOption` for a value that no item could carry.
  init(_ options: Options) throws(StageError) {
    provider = try Provider(options)
    sender = provider.host ?? provider.name
    if provider.host != nil {
      schemeBase = provider.uri + (provider.uri.hasSuffix("/") ? "" : "/") + "cv/"
    } else {
      schemeBase = provider.guidBase + "cv/"
    }
    body = Body(rawValue: options[Self.bodyForm]) ?? .both
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
    slugline = Slugline(rawValue: options[Self.sluglineOption]) ?? .none
    service = try Self.service(options[Self.serviceOption])
    var alternatives: [Alternative] = []
    for (type, template) in (options[Self.alternativesOption] ?? [:]).sorted(by: { $0.key < $1.key }) {
      alternatives.append(try Alternative(mediaType: type, template: template))
    }
    self.alternatives = alternatives
    editorialNote = XMLText.label(options[Self.edNote])
    editorialNoteRole = options[Self.edNoteRole]
    if let role = editorialNoteRole, !Self.isQCode(role, alias: "ednoterole") {
      throw StageError(
        .badOption, "ed_note_role is no QCode of the scheme ednoterole",
        advice: "write ednoterole: and a code of that vocabulary")
    }
    usageTerms = XMLText.label(options[Self.usageTermsOption])
    embargoed = options[Self.embargo]
    if let embargoed, !NewsForm.isMoment(embargoed) {
      throw StageError(
        .badOption, "embargoed is no date and time with a zone", advice: "for example 2026-03-20T18:00:00Z")
    }
    digitalSourceType = options[Self.digitalSource]
    if let type = digitalSourceType, !Self.isQCode(type, alias: "digsrctype") {
      throw StageError(
        .badOption, "digital_source_type is no QCode of the scheme digsrctype",
        advice: "for example digsrctype:digitalCreation")
    }
  }

  private static func service(_ written: [String: String]?) throws(StageError) -> Service? {
    guard let written else { return nil }
    guard let name = XMLText.label(written["name"]) else {
      throw StageError(.badOption, "service.name has nothing to read", advice: "give the name of the service")
    }
    guard let uri = written["uri"].flatMap(WebAddress.link) else {
      throw StageError(
        .badOption, "service.uri is no http, https, urn or tag address",
        advice: "for example https://example.com/services/world")
    }
    return Service(name: name, uri: uri)
  }

  static func isQCode(_ text: String, alias: String) -> Bool {
    guard text.hasPrefix(alias + ":"), text.utf8.count > alias.utf8.count + 1 else { return false }
    return text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }
  }
}
