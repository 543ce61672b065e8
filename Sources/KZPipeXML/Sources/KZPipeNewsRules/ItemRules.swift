import KZPipeKit
import KZPipeNews

/// Identity, languages and dates of an item, and the header of a message.
struct ItemRules {
  let tree: NewsTree
  let item: Int

  func check(_ report: inout Report) {
    let element = tree[item]
    let guid = element.attribute("guid") ?? ""
    if !NewsForm.isGUID(guid) {
      report.add(
        .guidForm, element.line,
        "the guid \(NewsForm.quoted(guid)) is neither a tag:, urn:newsml: nor urn:uuid: URI; give the item one that never changes"
      )
    }
    if !NewsForm.isCount(element.attribute("version") ?? "") {
      report.add(
        .version, element.line,
        "the version is missing or no number from 1; it is part of the identity, write 1 for a first one")
    }
    for (name, wanted) in [("standard", "NewsML-G2"), ("standardversion", "2.35"), ("conformance", "power")]
    where element.attribute(name) != wanted {
      report.add(
        .standard, element.line,
        "\(name) is \(NewsForm.quoted(element.attribute(name) ?? "")); write \(NewsForm.quoted(wanted))")
    }
    checkLanguages(&report)
    checkDates(&report)
  }

  private func checkLanguages(_ report: inout Report) {
    let element = tree[item]
    let language = element.language
    if language == nil { report.add(.noLanguage, element.line, "the item has no xml:lang; name its language, or und") }
    for number in tree.inside(item) {
      if let tag = tree[number].language, !NewsForm.isLanguageTag(tag) {
        report.add(
          .languageTag, tree[number].line,
          "xml:lang \(NewsForm.quoted(tag)) is no BCP 47 tag in canonical case; write for example en or pt-BR")
      }
      if let direction = tree[number].attribute("dir"), !["ltr", "rtl", "auto"].contains(direction) {
        report.add(.direction, tree[number].line, "dir is \(NewsForm.quoted(direction)); write ltr, rtl or auto")
      }
    }
    guard let language else { return }
    let primary = language.prefix { $0 != "-" }
    for meta in tree.all("contentMeta", in: item) {
      let languages = tree.all("language", in: meta)
      for number in languages where !NewsForm.isLanguageTag(tree[number].attribute("tag") ?? "") {
        report.add(
          .languageTag, tree[number].line, "language/@tag is no BCP 47 tag in canonical case; write for example en")
      }
      if languages.isEmpty, element.name == "newsItem" || element.name == "packageItem" {
        report.add(
          .noLanguage, tree[meta].line, "contentMeta has no language; name the language of the content, or und")
      }
      let tags = languages.map { (tree[$0].attribute("tag") ?? "").prefix { $0 != "-" } }
      if !tags.isEmpty, !tags.contains(primary) {
        report.add(
          .languagesDiffer, tree[languages[0]].line,
          "xml:lang of the item is \(NewsForm.quoted(language)), but the content has another language; make them agree")
      }
    }
    checkDirection(language, &report)
  }

  private func checkDirection(_ language: String, _ report: inout Report) {
    let element = tree[item]
    guard LanguageTag.isRightToLeft(LanguageTag.canonical(language)) else {
      if element.attribute("dir") == "rtl" {
        report.add(.direction, element.line, "dir is rtl, but \(language) is written from left to right; write ltr")
      }
      return
    }
    let isMarked = tree.inside(item).contains { tree[$0].name == "headline" && tree[$0].attribute("dir") == "rtl" }
    if element.attribute("dir") != "rtl", !isMarked {
      report.add(.direction, element.line, "\(language) is written from right to left; say dir=\"rtl\" on the item")
    }
    for html in tree.inside(item) where tree[html].name == "html" && tree[html].vocabulary == .xhtml {
      let marked = [html] + tree.children(html)
      if !marked.contains(where: { tree[$0].attribute("dir") == "rtl" }) {
        report.add(.direction, tree[html].line, "\(language) is written from right to left; say dir=\"rtl\" on html")
      }
    }
  }

  private func checkDates(_ report: inout Report) {
    if let meta = tree.first("itemMeta", in: item) {
      let version = moment(tree.first("versionCreated", in: meta), &report)
      let first = moment(tree.first("firstCreated", in: meta), &report)
      if let embargoed = tree.first("embargoed", in: meta), !tree.text(embargoed).isEmpty { moment(embargoed, &report) }
      if let version, let first, first > version {
        report.add(
          .dateOrder, tree[meta].line, "firstCreated lies after versionCreated; the first version cannot be younger")
      }
    }
    for meta in tree.all("contentMeta", in: item) {
      let created = moment(tree.first("contentCreated", in: meta), orDate: true, &report)
      let modified = moment(tree.first("contentModified", in: meta), orDate: true, &report)
      if let created, let modified, created.hour != nil, modified.hour != nil, modified < created {
        report.add(.dateOrder, tree[meta].line, "contentModified lies before contentCreated; leave it out or mend it")
      }
    }
    for hop in tree.inside(item) where tree[hop].name == "hop" && tree[hop].vocabulary == .newsML {
      if let stamp = tree[hop].attribute("timestamp"), !NewsForm.isMoment(stamp) {
        report.add(.date, tree[hop].line, "hop/@timestamp \(NewsForm.quoted(stamp)) is no date and time with a zone")
      }
    }
  }

  @discardableResult
  private func moment(_ number: Int?, orDate isDateEnough: Bool = false, _ report: inout Report) -> PartialDate? {
    number.flatMap { MessageRules.moment(tree, $0, orDate: isDateEnough, &report) }
  }
}

/// The header of a news message.
struct MessageRules {
  let tree: NewsTree

  func check(_ report: inout Report) {
    guard let header = tree.first("header", in: 0) else {
      return report.add(.message, tree[0].line, "the message has no header; it needs sent, sender and transmitId")
    }
    if let sent = tree.first("sent", in: header) { _ = Self.moment(tree, sent, orDate: false, &report) }
    for name in ["sent", "sender", "transmitId"] where tree.text(tree.first(name, in: header)).isEmpty {
      report.add(.message, tree[header].line, "the header has no \(name); receivers log by it, write it")
    }
    if tree.all("itemSet", in: 0).allSatisfy({ tree.children($0).isEmpty }) {
      report.add(.message, tree[0].line, "the message has no item; do not send it")
    }
  }

  static func moment(
    _ tree: NewsTree, _ number: Int, orDate isDateEnough: Bool, _ report: inout Report
  ) -> PartialDate? {
    let text = tree.rawText(number)
    let trimmed = NewsForm.collapsed(text)
    if text != trimmed {
      report.add(.dateSpace, tree[number].line, "white space around the date in \(tree[number].name); remove it")
    }
    if NewsForm.isMoment(trimmed) || isDateEnough && NewsForm.isDate(trimmed) { return PartialDate(iso8601: trimmed) }
    report.add(
      .date, tree[number].line,
      "\(tree[number].name) \(NewsForm.quoted(text)) is no date and time with a zone"
        + (isDateEnough
          ? "; write one, or only the year, month or day that is known" : "; write for example 2026-03-20T08:30:00Z"))
    return nil
  }
}
