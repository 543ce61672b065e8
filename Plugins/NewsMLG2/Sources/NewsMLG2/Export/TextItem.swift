import KZPipeKit
import KZPipeNews
import KZPipeMarkup
import KZPipeText
import KZPipeXML

extension ItemWriter {
  /// The text item.
  func writeTextItem(to xml: inout XMLWriter) {
    openItem("newsItem", guid: plan.textGUID, schemes: textSchemes, to: &xml)
    if settings.withHops { writeHops(to: &xml) }
    writePublication(to: &xml)
    writeRights(holder: publisher, to: &xml)
    writeTextManagement(to: &xml)
    writeTextDescription(to: &xml)
    writeExchanges(to: &xml)
    writeAsserts(to: &xml)
    writeInlineReferences(to: &xml)
    for derived in plan.topics.derived {
      xml.open("derivedFrom")
      xml.attribute("idrefs", derived.ancestors.map { "s\($0 + 1)" }.joined(separator: " "))
      xml.attribute("qcode", plan.topics.subjects[derived.from].entry.qcode)
      xml.close()
    }
    xml.open("contentSet")
    for body in bodies {
      xml.open("inlineXML")
      xml.attribute("contenttype", literal: body.mediaType)
      xml.attribute("wordcount", body.words)
      xml.attribute("charcount", body.characters)
      xml.raw(body.bytes)
      xml.close()
    }
    xml.close()
    xml.close()
  }

  /// The own vocabularies that the item uses.
  private var textSchemes: [StaticString] {
    var schemes: [StaticString] = []
    if plan.entities.hasOwnCodes { schemes.append("kzent") }
    if !plan.item.creators.isEmpty || plan.item.deck != nil { schemes.append("kzrole") }
    if plan.item.article.annotations.exchanges.contains(where: { ($0.question + $0.answer).contains(where: isWritten) })
    {
      schemes.append("kzpart")
    }
    return schemes
  }

  /// Who made the text, and who reshaped it.
  private func writeHops(to xml: inout XMLWriter) {
    xml.open("hopHistory")
    var seq = 1
    if let publisher {
      xml.open("hop")
      xml.attribute("seq", seq)
      writeParty("party", name: publisher.name, uri: publisher.uri, to: &xml)
      writeAction("hopaction:created", target: "hatarget:content", to: &xml)
      xml.close()
      seq += 1
    }
    xml.open("hop")
    xml.attribute("seq", seq)
    writeParty("party", name: settings.provider.name, uri: settings.provider.uri, to: &xml)
    writeAction("hopaction:transformed", target: "hatarget:content", to: &xml)
    writeAction("hopaction:enhanced", target: "hatarget:metadata", to: &xml)
    xml.close()
    xml.close()
  }

  /// Where and when the page came out, when it states both.
  private func writePublication(to xml: inout XMLWriter) {
    guard let publisher = plan.item.publisher, publisher.isStated, let uri = publisher.uri, let created = plan.created
    else { return }
    xml.open("pubHistory")
    xml.open("published")
    xml.attribute("uri", uri)
    xml.element("timestamp", created)
    xml.element("name", publisher.name)
    xml.close()
    xml.close()
  }

  private func writeAction(_ action: StaticString, target: StaticString, to xml: inout XMLWriter) {
    xml.open("action")
    xml.attribute("qcode", literal: action)
    xml.attribute("target", literal: target)
    xml.close()
  }

  private func writeTextManagement(to xml: inout XMLWriter) {
    openItemMeta(itemClass: "ninat:text", profile: "kzpipe-text", title: plan.item.headline, to: &xml)
    if let note = settings.editorialNote {
      xml.open("edNote", mixed: true)
      xml.attribute("role", settings.editorialNoteRole)
      xml.text(note)
      xml.close()
    }
    if plan.isChanged {
      xml.open("signal")
      xml.attribute("qcode", prefix: "sig:", settings.changeSignal)
      xml.close()
    }
    for alternative in settings.alternatives {
      xml.open("altRep", mixed: true)
      xml.attribute("contenttype", alternative.mediaType)
      xml.text(alternative.address(of: plan.item.id))
      xml.close()
    }
    if settings.withHash {
      xml.open("hash", mixed: true)
      xml.attribute("hashtypeuri", literal: "http://www.w3.org/2001/04/xmlenc#sha256")
      xml.text(textDigest)
      xml.close()
    }
    if !plan.topics.subjects.isEmpty || !plan.entities.concepts.isEmpty {
      writeParty("metadataCreator", name: settings.provider.name, uri: settings.provider.uri, to: &xml)
    }
    if plan.isChanged {
      xml.open("link")
      xml.attribute("rel", literal: "irel:previousVersion")
      xml.attribute("residref", plan.textGUID)
      xml.attribute("version", plan.version.version - 1)
      xml.attribute("contenttype", literal: Self.itemType)
      xml.close()
    }
    if let page = plan.item.page {
      xml.open("link")
      xml.attribute("rel", literal: "irel:derivedFrom")
      xml.attribute("href", page)
      xml.attribute("contenttype", literal: "text/html")
      xml.close()
    }
    for picture in plan.pictures {
      xml.open("link")
      xml.attribute("rel", literal: "irel:seeAlso")
      xml.attribute("residref", picture.guid)
      xml.attribute("version", plan.version.version)
      xml.attribute("contenttype", literal: Self.itemType)
      xml.open("itemClass")
      xml.attribute("qcode", literal: "ninat:picture")
      xml.close()
      xml.close()
    }
    for guid in plan.related {
      xml.open("link")
      xml.attribute("rel", literal: "irel:seeAlso")
      xml.attribute("residref", guid)
      xml.attribute("contenttype", literal: Self.itemType)
      xml.open("itemClass")
      xml.attribute("qcode", literal: "ninat:text")
      xml.close()
      xml.close()
    }
    for address in plan.mutePictures {
      xml.open("link")
      xml.attribute("rel", literal: "irel:seeAlso")
      xml.attribute("href", address)
      if let type = MediaType.ofPicture(at: address) { xml.attribute("contenttype", literal: type) }
      xml.close()
    }
    xml.close()
  }

  /// SHA-256 of the body's texts with single blanks, each followed by a line feed: what any receiver can recompute.
  private var textDigest: String {
    let blocks = plan.item.article.body
    var bytes: [UInt8] = []
    bytes.reserveCapacity(blocks.reduce(0) { $0 + $1.text.utf8.count + 1 })
    for block in blocks {
      guard var text = XMLText.label(block.text) else { continue }
      text.withUTF8 { bytes.append(contentsOf: $0) }
      bytes.append(0x0A)
    }
    return SHA256.hexDigest(of: bytes)
  }

  private func writeTextDescription(to xml: inout XMLWriter) {
    xml.open("contentMeta")
    if let urgency = settings.urgency {
      xml.open("urgency")
      xml.text(urgency)
      xml.close()
    }
    writeDates(to: &xml)
    if let type = settings.digitalSourceType {
      xml.open("digitalSourceType")
      xml.attribute("qcode", type)
      xml.close()
    }
    if let location = plan.location { writeLocated(location.place, within: location.area, to: &xml) }
    if let publisher { writeParty("infoSource", name: publisher.name, uri: publisher.uri, to: &xml) }
    for (number, creator) in plan.item.creators.enumerated() { writeCreator(creator, number: number + 1, to: &xml) }
    writeLanguage(to: &xml)
    if let genre = plan.genre {
      xml.open("genre")
      xml.attribute("qcode", prefix: "genre:", genre.code)
      writeEnglishName(genre.name, to: &xml)
      xml.close()
    }
    writeTopics(to: &xml)
    for index in plan.entities.concepts.indices { writeSubject(index, to: &xml) }
    xml.open("headline", mixed: true)
    xml.attribute("xml:lang", plan.item.language)
    xml.attribute("rank", 1)
    xml.text(plan.item.headline)
    xml.close()
    if let deck = plan.item.deck {
      xml.open("headline", mixed: true)
      xml.attribute("xml:lang", plan.item.language)
      xml.attribute("rank", 2)
      xml.attribute("role", literal: "kzrole:deck")
      xml.text(deck)
      xml.close()
    }
    if let slugline = plan.slugline {
      xml.open("slugline", mixed: true)
      xml.attribute("separator", literal: "-")
      xml.text(slugline)
      xml.close()
    }
    if let dateline = XMLText.label(plan.item.article.dateline) { writeLabel("dateline", dateline, to: &xml) }
    if let byline = plan.byline { writeLabel("by", byline, to: &xml) }
    if let publisher { xml.element("creditline", publisher.name) }
    for keyword in plan.keywords { xml.element("keyword", keyword) }
    if let summary = XMLText.label(plan.item.article.annotations.summary) {
      xml.open("description", mixed: true)
      xml.attribute("role", literal: "drol:summary")
      xml.attribute("xml:lang", plan.item.language)
      xml.text(summary)
      xml.close()
    }
    xml.close()
  }

  func writeDates(to xml: inout XMLWriter) {
    xml.element("contentCreated", plan.created)
    xml.element("contentModified", plan.modified)
  }

  func writeLanguage(to xml: inout XMLWriter) {
    xml.open("language")
    xml.attribute("tag", plan.item.language)
    xml.close()
  }

  private func writeCreator(_ creator: Creator, number: Int, to xml: inout XMLWriter) {
    xml.open("creator")
    if let uri = creator.uri {
      xml.attribute("uri", uri)
    } else {
      xml.attribute("literal", prefix: "creator-", number)
    }
    xml.attribute("role", literal: "kzrole:author")
    xml.element("name", creator.name)
    xml.close()
  }

  /// Questions and answers of an interview as parts of the text.
  private func writeExchanges(to xml: inout XMLWriter) {
    var seq = 0
    for exchange in plan.item.article.annotations.exchanges {
      seq += 1
      writePart(seq, "q", role: "kzpart:question", blocks: exchange.question, speaker: nil, to: &xml)
      let speaker = exchange.speaker.flatMap { plan.entities.code(of: $0, in: plan.item.article.annotations) }
      writePart(seq, "a", role: "kzpart:answer", blocks: exchange.answer, speaker: speaker, to: &xml)
    }
  }

  private func writePart(
    _ seq: Int, _ letter: StaticString, role: StaticString, blocks: [Int], speaker: QCode?, to xml: inout XMLWriter
  ) {
    var references = ""
    for body in bodies {
      for block in blocks where isWritten(block) {
        references += (references.isEmpty ? "" : " ") + "\(body.ids.block)" + String(block)
      }
    }
    if references.isEmpty { return }
    xml.open("partMeta")
    xml.attribute("partid", prefix: letter, seq)
    xml.attribute("seq", seq)
    xml.attribute("contentrefs", references)
    xml.open("role")
    xml.attribute("qcode", literal: role)
    xml.close()
    if let speaker {
      xml.open("creator")
      xml.attribute("qcode", prefix: speaker.scheme.prefix, speaker.code)
      xml.close()
    }
    xml.close()
  }

  private func isWritten(_ block: Int) -> Bool {
    guard plan.item.article.body.indices.contains(block) else { return false }
    var text = plan.item.article.body[block].text
    return !text.withUTF8 { XMLText.isBlank($0) }
  }

  /// Ties the ids in the bodies to the concepts, one element a concept, in the order of their first mention.
  private func writeInlineReferences(to xml: inout XMLWriter) {
    if bodies.allSatisfy(\.references.isEmpty) { return }
    var ids = [String](repeating: "", count: plan.entities.concepts.count)
    var confidences = [Double](repeating: 0, count: ids.count)
    var order: [Int] = []
    for body in bodies {
      for reference in body.references {
        let concept = plan.entities.index[reference.entity]
        if ids[concept].isEmpty { order.append(concept) } else { ids[concept] += " " }
        ids[concept] += (body.ids == .first ? "m" : "nm") + String(reference.number)
        confidences[concept] = max(confidences[concept], reference.confidence)
      }
    }
    for concept in order {
      xml.open("inlineRef")
      xml.attribute("idrefs", ids[concept])
      let code = plan.entities.concepts[concept].code
      xml.attribute("qcode", prefix: code.scheme.prefix, code.code)
      xml.attribute("confidence", EntityConcepts.percent(confidences[concept]))
      xml.close()
    }
  }
}
