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
    let subjects = plan.topics.subjects
    for index in subjects.indices {
      let subject = subjects[index]
      xml.open("subject")
      xml.attribute("id", prefix: "s", index + 1)
      xml.attribute("type", literal: "cpnat:abstract")
      xml.attribute("qcode", subject.entry.qcode)
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
    for twin in plan.topics.subjectCodes { writeTopic(twin.qcode, twin.name, to: &xml) }
  }

  /// What the story of a picture is about: its own topics and the Subject Codes, without what was measured for the text.
  func writeStoryTopics(to xml: inout XMLWriter) {
    for subject in plan.topics.subjects where !subject.isAncestor {
      writeTopic(subject.entry.qcode, subject.entry.name, to: &xml)
    }
    for twin in plan.topics.subjectCodes { writeTopic(twin.qcode, twin.name, to: &xml) }
  }

  private func writeTopic(_ qcode: String, _ name: String, to xml: inout XMLWriter) {
    xml.open("subject")
    xml.attribute("type", literal: "cpnat:abstract")
    xml.attribute("qcode", qcode)
    writeEnglishName(name, to: &xml)
    xml.close()
  }

  private func writeReference(_ element: StaticString, _ qcode: String, to xml: inout XMLWriter) {
    xml.open(element)
    xml.attribute("qcode", qcode)
    xml.close()
  }

  private func writeReference(_ element: StaticString, _ code: QCode, to xml: inout XMLWriter) {
    xml.open(element)
    xml.attribute("qcode", prefix: code.scheme.prefix, code.code)
    xml.close()
  }

  /// The concept with this index as a subject.
  /// - Parameter isBrief: without confidence and relevance, which were measured for the story and not for this item
  func writeSubject(_ index: Int, isBrief: Bool = false, to xml: inout XMLWriter) {
    let concepts = plan.entities.concepts
    xml.open("subject")
    xml.attribute("type", literal: concepts[index].type)
    xml.attribute("qcode", prefix: concepts[index].code.scheme.prefix, concepts[index].code.code)
    if !isBrief {
      xml.attribute("confidence", concepts[index].confidence)
      xml.attribute("relevance", concepts[index].relevance)
    }
    xml.element("name", concepts[index].name)
    xml.close()
  }

  /// Where the text was written, with the wider area that the dateline names behind it.
  func writeLocated(_ place: Int, within area: Int?, to xml: inout XMLWriter) {
    let concepts = plan.entities.concepts
    xml.open("located")
    xml.attribute("type", literal: concepts[place].type)
    xml.attribute("qcode", prefix: concepts[place].code.scheme.prefix, concepts[place].code.code)
    xml.element("name", concepts[place].name)
    if let area {
      xml.open("broader")
      xml.attribute("type", literal: concepts[area].type)
      xml.attribute("qcode", prefix: concepts[area].code.scheme.prefix, concepts[area].code.code)
      xml.element("name", concepts[area].name)
      xml.close()
    }
    if let position = concepts[place].position { writeGeography(position, to: &xml) }
    xml.close()
  }

  private func writeNames(_ index: Int, to xml: inout XMLWriter) {
    let concepts = plan.entities.concepts
    xml.element("name", concepts[index].name)
    for (language, name) in concepts[index].names {
      xml.open("name", mixed: true)
      xml.attribute("xml:lang", language)
      xml.text(name)
      xml.close()
    }
  }

  private func writeDetails(_ index: Int, to xml: inout XMLWriter) {
    let concepts = plan.entities.concepts
    if let definition = concepts[index].definition { writeLabel("definition", definition, to: &xml) }
    for code in concepts[index].sameAs { writeReference("sameAs", code, to: &xml) }
    if let position = concepts[index].position { writeGeography(position, to: &xml) }
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
    let concepts = plan.entities.concepts
    for index in concepts.indices where concepts[index].hasDetails {
      xml.open("assert")
      xml.attribute("qcode", prefix: concepts[index].code.scheme.prefix, concepts[index].code.code)
      writeNames(index, to: &xml)
      xml.open("type")
      xml.attribute("qcode", literal: concepts[index].type)
      xml.close()
      writeDetails(index, to: &xml)
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
    openItem(
      "knowledgeItem", guid: plan.entitiesGUID, schemes: plan.entities.hasOwnCodes ? ["kzent"] : [], to: &xml)
    xml.open("rightsInfo")
    writeParty("copyrightHolder", name: settings.provider.name, uri: settings.provider.uri, to: &xml)
    xml.close()
    openItemMeta(itemClass: "cinat:concept", profile: nil, title: plan.item.headline, to: &xml)
    xml.close()
    xml.open("conceptSet")
    let concepts = plan.entities.concepts
    for index in concepts.indices {
      xml.open("concept")
      xml.open("conceptId")
      xml.attribute("qcode", prefix: concepts[index].code.scheme.prefix, concepts[index].code.code)
      xml.close()
      xml.open("type")
      xml.attribute("qcode", literal: concepts[index].type)
      xml.close()
      writeNames(index, to: &xml)
      writeDetails(index, to: &xml)
      xml.close()
    }
    xml.close()
    xml.close()
  }
}
