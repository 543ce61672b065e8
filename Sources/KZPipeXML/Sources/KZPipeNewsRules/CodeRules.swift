/// Catalogs and QCodes of an item.
struct CodeRules {
  let tree: NewsTree
  let item: Int
  let topics: MediaTopicList?

  func check(_ report: inout Report) {
    var declared = Set<String>()
    var hasStandard = false
    var addresses: [String: String] = [:]
    var hasUnknownCatalog = false
    var hasCatalog = false
    var ownSchemes: [Int] = []
    let header = tree.first("header", in: 0)
    for place in [item] + (header.map { [$0] } ?? []) {
      for number in tree.all("catalogRef", in: place) {
        hasCatalog = true
        if let age = Self.edition(tree[number].attribute("href") ?? "") {
          hasStandard = true
          if age < Vocabularies.newestCatalog {
            report.add(
              .oldCatalog, tree[number].line,
              "the IPTC catalog \(age) is not the newest; refer to \(Vocabularies.newestCatalog)")
          }
        } else {
          hasUnknownCatalog = true
        }
      }
      for catalog in tree.all("catalog", in: place) {
        hasCatalog = true
        for number in tree.all("scheme", in: catalog) {
          let scheme = tree[number]
          let alias = scheme.attribute("alias") ?? ""
          let uri = scheme.attribute("uri") ?? ""
          if !["http:", "https:", "urn:", "tag:"].contains(where: uri.hasPrefix) || uri.contains(" ") {
            report.add(.scheme, scheme.line, "the scheme \(NewsForm.quoted(alias)) has no absolute URI; give it one")
          }
          if hasStandard && Vocabularies.aliases.contains(alias) && !uri.hasPrefix("http://cv.iptc.org/")
            || addresses[alias].map({ $0 != uri }) ?? false
          {
            report.add(
              .scheme, scheme.line,
              "the alias \(NewsForm.quoted(alias)) is declared twice with two URIs; choose another alias")
          }
          addresses[alias] = uri
          declared.insert(alias)
          if place == item { ownSchemes.append(number) }
        }
      }
    }
    if !hasCatalog {
      report.add(
        .noCatalog, tree[item].line, "the item has neither catalogRef nor catalog; nobody can resolve its codes")
    }
    let used = checkCodes(declared, hasStandard: hasStandard, isOpen: hasUnknownCatalog, &report)
    for number in ownSchemes {
      let alias = tree[number].attribute("alias") ?? ""
      if !used.contains(alias) {
        report.add(.unusedScheme, tree[number].line, "the scheme \(NewsForm.quoted(alias)) is never used; leave it out")
      }
    }
  }

  /// Number of an IPTC standard catalog.
  private static func edition(_ href: String) -> Int? {
    guard let name = href.split(separator: "/").last, name.hasPrefix(Vocabularies.catalogName), name.hasSuffix(".xml")
    else { return nil }
    return Int(name.dropFirst(Vocabularies.catalogName.count).dropLast(4))
  }

  /// - Returns: the aliases that occur
  private func checkCodes(_ declared: Set<String>, hasStandard: Bool, isOpen: Bool, _ report: inout Report) -> Set<
    String
  > {
    var used = Set<String>()
    for number in tree.inside(item) where tree[number].vocabulary == .newsML {
      let element = tree[number]
      for attribute in element.attributes where Vocabularies.codeAttributes.contains(attribute.name) {
        guard attribute.namespace.isEmpty else { continue }
        if Vocabularies.ambiguousAttributes.contains(attribute.name), !attribute.value.contains(":") { continue }
        for code in NewsForm.list(attribute.value) {
          guard let alias = NewsForm.alias(of: code), !NewsForm.isScheme(alias) else {
            report.add(
              .malformedQCode, element.line,
              "@\(attribute.name) \(NewsForm.quoted(String(code))) is no QCode; write alias:code, or put an address into @uri"
            )
            continue
          }
          used.insert(alias)
          check(
            alias, code.dropFirst(alias.count + 1), element,
            isDeclared: hasStandard && Vocabularies.aliases.contains(alias) || declared.contains(alias) || isOpen,
            &report)
        }
      }
    }
    return used
  }

  private func check(
    _ alias: String, _ code: Substring, _ element: NewsTree.Element, isDeclared: Bool, _ report: inout Report
  ) {
    if Vocabularies.retiredAliases.contains(alias) {
      report.add(.undeclaredAlias, element.line, "the scheme \(NewsForm.quoted(alias)) was retired; use another one")
    } else if !isDeclared {
      report.add(
        .undeclaredAlias, element.line,
        "the alias \(NewsForm.quoted(alias)) is in no catalog of the item; declare it with catalog/scheme")
    }
    if let values = Vocabularies.values[alias], !values.contains(String(code)) {
      report.add(
        .unknownValue, element.line,
        "\(NewsForm.quoted("\(alias):\(code)")) is not in its vocabulary; use a value that is")
    }
    guard alias == "medtop" else { return }
    let isNumber = code.utf8.count == 8 && code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let status = topics.map { $0.isRetired(code) }
    if !isNumber || status == .some(nil) {
      report.add(.unknownMediaTopic, element.line, "medtop:\(code) is no media topic; take one from the IPTC's list")
    } else if status == .some(true) {
      report.add(
        .retiredMediaTopic, element.line, "the media topic medtop:\(code) was retired; use its successor or parent")
    }
  }
}
