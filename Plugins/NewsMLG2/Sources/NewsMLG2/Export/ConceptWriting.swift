import KZPipeKit
import KZPipeNews
import KZPipeXML

extension ItemWriter {
  func writeEnglishName(_ name: String, to xml: inout XMLWriter) {
    xml.open("name", mixed: true)
    xml.attribute("xml:lang", literal: "en")
    xml.text(name)
    xml.close()
  }

  func writeTopics(to xml: inout XMLWriter) {
    for (index, subject) in plan.topics.subjects.enumerated() {
      xml.open("subject")
      xml.attribute("id", prefix: "s", index + 1)
      xml.attribute("type", literal: "cpnat:abstract")
      xml.attribute("qcode", subject.qcode)
      if subject.isAncestor {
        xml.attribute("why", literal: "why:ancestor")
      } else if subject.rank > 0 {
        xml.attribute("why", literal: "why:direct")
        xml.attribute("rank", subject.rank)
        xml.attribute("confidence", subject.confidence)
        xml.attribute("relevance", subject.relevance)
      }
      writeEnglishName(subject.entry.name, to: &xml)
      for code in subject.entry.broader { writeReference("broader", code, to: &xml) }
      for code in subject.entry.sameAs { writeReference("sameAs", code, to: &xml) }
      xml.close()
    }
    for twin in plan.topics.subjectCodes {
      xml.open("subject")
      xml.attribute("type", literal: "cpnat:abstract")
      xml.attribute("qcode", twin.qcode)
      writeEnglishName(twin.name, to: &xml)
      xml.close()
    }
  }

  func writeReference(_ element: StaticString, _ qcode: String, to xml: inout XMLWriter) {
    xml.open(element)
    xml.attribute("qcode", qcode)
    xml.close()
  }

  func writeSubject(_ concept: Concept, to xml: inout XMLWriter) {
    xml.open("subject")
    xml.attribute("type", literal: concept.type)
    xml.attribute("qcode", concept.qcode)
    xml.attribute("confidence", concept.confidence)
    xml.attribute("relevance", concept.relevance)
    xml.element("name", concept.name)
    xml.close()
  }

  func writeLocated(_ concept: Concept, to xml: inout XMLWriter) {
    xml.open("located")
    xml.attribute("type", literal: concept.type)
    xml.attribute("qcode", concept.qcode)
    xml.element("name", concept.name)
    if let position = concept.position { writeGeography(position, to: &xml) }
    xml.close()
  }

  private func writeNames(_ concept: Concept, to xml: inout XMLWriter) {
    xml.element("name", concept.name)
    for (language, name) in concept.names {
      xml.open("name", mixed: true)
      xml.attribute("xml:lang", language)
      xml.text(name)
      xml.close()
    }
  }

  private func writeDetails(_ concept: Concept, to xml: inout XMLWriter) {
    if let definition = concept.definition { writeLabel("definition", definition, to: &xml) }
    for code in concept.sameAs { writeReference("sameAs", code, to: &xml) }
    if let position = concept.position { writeGeography(position, to: &xml) }
  }

  private func writeGeography(_ position: Position, to xml: inout XMLWriter) {
    xml.open("geoAreaDetails")
    xml.open("position")
    xml.attribute("latitude", Self.decimal(position.latitude))
    xml.attribute("longitude", Self.decimal(position.longitude))
    xml.close()
    xml.close()
  }

  /// xs:decimal with at most six places, a tenth of a metre.
  static func decimal(_ value: Double) -> String {
    let scaled = Int((value * 1_000_000).rounded())
    var fraction = scaled.magnitude % 1_000_000
    var places = 6
    while places > 0, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    let whole = (scaled < 0 ? "-" : "") + String(scaled.magnitude / 1_000_000)
    if places == 0 { return whole }
    let digits = String(fraction)
    return whole + "." + String(repeating: "0", count: places - digits.utf8.count) + digits
  }

  /// What the item itself states about the people and concepts it refers to.
  func writeAsserts(to xml: inout XMLWriter) {
    for (number, creator) in plan.item.creators.enumerated() {
      xml.open("assert")
      if let uri = creator.uri {
        xml.attribute("uri", uri)
      } else {
        xml.attribute("literal", prefix: "creator-", number + 1)
      }
      xml.element("name", creator.name)
      xml.open("type")
      xml.attribute("qcode", literal: creator.isOrganisation ? "cpnat:organisation" : "cpnat:person")
      xml.close()
      if let role = creator.role { writeLabel("definition", role, to: &xml) }
      writeAuthorDetails(creator, to: &xml)
      xml.close()
    }
    for concept in plan.entities.concepts where concept.hasDetails {
      xml.open("assert")
      xml.attribute("qcode", concept.qcode)
      writeNames(concept, to: &xml)
      xml.open("type")
      xml.attribute("qcode", literal: concept.type)
      xml.close()
      writeDetails(concept, to: &xml)
      xml.close()
    }
  }

  private func writeAuthorDetails(_ creator: Creator, to xml: inout XMLWriter) {
    let affiliation = creator.isOrganisation || plan.item.publisher?.isStated != true ? nil : plan.item.publisher?.name
    if affiliation == nil, creator.email == nil { return }
    xml.open(creator.isOrganisation ? "organisationDetails" : "personDetails")
    if let affiliation {
      xml.open("affiliation")
      xml.element("name", affiliation)
      xml.close()
    }
    if let email = creator.email {
      xml.open("contactInfo")
      xml.element("email", email)
      xml.close()
    }
    xml.close()
  }

  /// The entities as a knowledge item.
  func writeKnowledgeItem(to xml: inout XMLWriter) {
    let hasLocal = plan.entities.concepts.contains { $0.qcode.hasPrefix("kzent:") }
    openItem("knowledgeItem", guid: plan.entitiesGUID, schemes: hasLocal ? ["kzent"] : [], to: &xml)
    xml.open("rightsInfo")
    writeParty("copyrightHolder", name: settings.provider.name, uri: settings.provider.uri, to: &xml)
    xml.close()
    openItemMeta(itemClass: "cinat:concept", profile: nil, title: plan.item.headline, to: &xml)
    xml.close()
    xml.open("conceptSet")
    for concept in plan.entities.concepts {
      xml.open("concept")
      xml.open("conceptId")
      xml.attribute("qcode", concept.qcode)
      xml.close()
      xml.open("type")
      xml.attribute("qcode", literal: concept.type)
      xml.close()
      writeNames(concept, to: &xml)
      writeDetails(concept, to: &xml)
      xml.close()
    }
    xml.close()
    xml.close()
  }
}
