import KZPipeKit
import KZPipeNews
import KZPipeMarkup
import KZPipeText
import KZPipeXML

/// Writes the items of one article.
struct ItemWriter {
  /// A finished body and what its metadata say of it.
  struct Body {
    var mediaType: StaticString
    var bytes: [UInt8]
    var words: Int
    var characters: Int
    var ids: IDSpace
    var references: [MarkReference]
  }

  static let namespace: StaticString = "http://iptc.org/std/nar/2006-10-01/"
  static let catalog: StaticString = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
  static let itemType: StaticString = "application/vnd.iptc.g2.newsitem+xml"

  /// The notice of an item whose page has none and tells no publisher.
  static let silenceOnRights: StaticString = "The source does not state who holds the rights."

  let plan: ItemPlan
  let settings: Settings
  /// Version of kzpipe.
  let version: String
  let bodies: [Body]

  /// - Parameter depth: level that the items stand on
  /// - Throws: `no_body` when the article has no text
  init(_ plan: ItemPlan, settings: Settings, version: String, depth: Int) throws(StageError) {
    self.plan = plan
    self.settings = settings
    self.version = version
    var bodies: [Body] = []
    if settings.body != .nitf { bodies.append(try Self.xhtml(plan, settings, depth: depth + 3)) }
    if settings.body != .xhtml {
      bodies.append(try Self.nitf(plan, settings, after: bodies.first, depth: depth + 3))
    }
    self.bodies = bodies
  }

  /// A newsMessage with all items; `sent` and `transmitId` are the only things in it that tell of the run.
  func message(sent: PartialDate) -> [UInt8] {
    let moment = NewsDates.moment(sent)
    var xml = XMLWriter(capacity: 8192 + bodies.reduce(0) { $0 + $1.bytes.count })
    xml.declaration()
    xml.open("newsMessage", namespace: Self.namespace)
    xml.open("header")
    xml.element("sent", moment)
    xml.element("sender", settings.sender)
    xml.element(
      "transmitId",
      "kzpipe-\(String(decoding: moment.utf8.filter { $0 != 0x2D && $0 != 0x3A }, as: UTF8.self))-\(plan.item.id)")
    xml.open("priority")
    xml.text(settings.urgency ?? 5)
    xml.close()
    xml.element("origin", plan.item.page.flatMap { WebAddress.host(of: $0) })
    xml.close()
    xml.open("itemSet")
    writeTextItem(to: &xml)
    for picture in plan.pictures { writePictureItem(picture, to: &xml) }
    if !plan.pictures.isEmpty { writePackageItem(to: &xml) }
    xml.close()
    xml.close()
    return xml.bytes
  }

  /// A document with one item.
  func single(_ write: (ItemWriter, inout XMLWriter) -> Void) -> [UInt8] {
    var xml = XMLWriter()
    xml.declaration()
    write(self, &xml)
    return xml.bytes
  }

  /// Opens an item with its identity, catalogs and rights.
  func openItem(_ name: StaticString, guid: String, schemes: [StaticString], to xml: inout XMLWriter) {
    xml.open(name, namespace: Self.namespace)
    xml.attribute("guid", guid)
    xml.attribute("version", plan.version.version)
    xml.attribute("standard", literal: "NewsML-G2")
    xml.attribute("standardversion", literal: "2.35")
    xml.attribute("conformance", literal: "power")
    xml.attribute("xml:lang", plan.item.language)
    if plan.item.isRightToLeft { xml.attribute("dir", literal: "rtl") } else { xml.attribute("dir", literal: "ltr") }
    xml.open("catalogRef")
    xml.attribute("href", literal: Self.catalog)
    xml.close()
    if schemes.isEmpty { return }
    xml.open("catalog")
    for scheme in schemes {
      xml.open("scheme")
      xml.attribute("alias", literal: scheme)
      xml.attribute("uri", settings.schemeBase + Self.path(of: scheme))
      xml.close()
    }
    xml.close()
  }

  /// The own vocabularies, below the base of the provider.
  private static func path(of scheme: StaticString) -> String {
    switch scheme.utf8Start[2] {
    case UInt8(ascii: "e"): "entity/"
    case UInt8(ascii: "r"): "role/"
    case UInt8(ascii: "g"): "group/"
    default: "part/"
    }
  }

  /// itemMeta up to and with the title; the caller adds the rest and closes it.
  func openItemMeta(itemClass: StaticString, profile: StaticString?, title: String, to xml: inout XMLWriter) {
    xml.open("itemMeta")
    xml.open("itemClass")
    xml.attribute("qcode", literal: itemClass)
    xml.close()
    writeParty("provider", name: settings.provider.name, uri: settings.provider.uri, to: &xml)
    xml.element("versionCreated", plan.version.versionCreated)
    xml.element("firstCreated", plan.version.firstCreated)
    xml.element("embargoed", settings.embargoed)
    xml.open("pubStatus")
    xml.attribute("qcode", prefix: "stat:", settings.status)
    xml.close()
    xml.open("generator", mixed: true)
    xml.attribute("versioninfo", version)
    xml.text(literal: "kzpipe")
    xml.close()
    if let profile {
      xml.open("profile", mixed: true)
      xml.attribute("versioninfo", literal: "1.0")
      xml.text(literal: profile)
      xml.close()
    }
    if let service = settings.service { writeParty("service", name: service.name, uri: service.uri, to: &xml) }
    writeLabel("title", title, to: &xml)
  }

  func writeLabel(_ name: StaticString, _ text: String, to xml: inout XMLWriter) {
    xml.open(name, mixed: true)
    xml.attribute("xml:lang", plan.item.language)
    xml.text(text)
    xml.close()
  }

  /// A person or body with name and identifier.
  func writeParty(_ element: StaticString, name: String, uri: String?, to xml: inout XMLWriter) {
    xml.open(element)
    xml.attribute("uri", uri)
    xml.element("name", name)
    xml.close()
  }

  var publisher: (name: String, uri: String?)? { plan.item.publisher.map { ($0.name, $0.uri) } }

  /// Rights as far as the page proves them: a holder that is stated or that published the page, the page's own notice. An
  /// item has to say something, so silence is said to be silence.
  /// - Parameter notice: whether the page's notice is about this item
  func writeRights(holder: (name: String, uri: String?)?, notice isNoticed: Bool = true, to xml: inout XMLWriter) {
    xml.open("rightsInfo")
    if let holder { writeParty("copyrightHolder", name: holder.name, uri: holder.uri, to: &xml) }
    if isNoticed, let notice = XMLText.label(plan.item.article.copyrightNotice) {
      writeLabel("copyrightNotice", notice, to: &xml)
    } else if holder == nil {
      xml.open("copyrightNotice", mixed: true)
      xml.attribute("xml:lang", literal: "en")
      xml.text(literal: Self.silenceOnRights)
      xml.close()
    }
    if let terms = settings.usageTerms { xml.element("usageTerms", terms) }
    if let statement = XMLText.label(plan.item.article.dataMining) {
      xml.open("dataMining")
      xml.attribute("qcode", literal: "plus:DMI-PROHIBITED")
      xml.element("name", statement)
      xml.close()
    }
    xml.close()
  }
}
