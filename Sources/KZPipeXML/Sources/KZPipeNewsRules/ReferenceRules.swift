/// Ids, what points to them, asserts, links and positions of an item.
struct ReferenceRules {
  let tree: NewsTree
  let item: Int

  func check(_ report: inout Report) {
    var ids: [String: Int] = [:]
    for number in tree.inside(item) {
      for name in ["id", "partid"] {
        guard let id = tree[number].attribute(name) else { continue }
        if ids.updateValue(number, forKey: id) != nil {
          report.add(
            .repeatedID, tree[number].line, "the id \(NewsForm.quoted(id)) stands twice in one item; make it unique")
        }
      }
    }
    checkReferences(to: ids, &report)
    checkAsserts(&report)
    checkLinks(&report)
  }

  private func checkReferences(to ids: [String: Int], _ report: inout Report) {
    for number in tree.inside(item) where tree[number].vocabulary == .newsML {
      let element = tree[number]
      for attribute in element.attributes where Vocabularies.references.contains(attribute.name) {
        for id in NewsForm.list(attribute.value) {
          guard let target = ids[String(id)] else {
            report.add(
              .danglingReference, element.line,
              "\(element.name)/@\(attribute.name) points to \(NewsForm.quoted(String(id))), which is no id of the item")
            continue
          }
          if element.name == "inlineRef", !tree.isInside(target, "contentSet") {
            report.add(
              .inlineReference, element.line,
              "inlineRef points to \(NewsForm.quoted(String(id))), which is not inside contentSet; point into the text")
          }
        }
      }
    }
  }

  /// Identifiers of an element, each with its kind.
  private func identifiers(_ element: NewsTree.Element) -> [String] {
    ["qcode", "uri", "literal"].compactMap { name in element.attribute(name).map { name + " " + $0 } }
  }

  private func checkAsserts(_ report: inout Report) {
    let asserts = tree.all("assert", in: item)
    var used = Set<String>()
    for number in tree.inside(item) where tree[number].vocabulary == .newsML && tree[number].name != "assert" {
      used.formUnion(identifiers(tree[number]))
      for attribute in tree[number].attributes
      where attribute.name != "qcode" && Vocabularies.codeAttributes.contains(attribute.name) {
        for code in NewsForm.list(attribute.value) { used.insert("qcode " + code) }
      }
    }
    var have = Set<String>()
    for number in asserts {
      let keys = identifiers(tree[number])
      if keys.isEmpty {
        report.add(.unusedAssert, tree[number].line, "the assert has no qcode, uri or literal; say what it is about")
      } else if used.isDisjoint(with: keys) {
        report.add(
          .unusedAssert, tree[number].line,
          "the item never mentions what this assert is about; leave it out or mend its code")
      } else if !have.isDisjoint(with: keys) {
        report.add(.unusedAssert, tree[number].line, "a second assert about the same; put both into one")
      }
      have.formUnion(keys)
    }
    for meta in tree.all("contentMeta", in: item) {
      for number in tree.inside(meta) where ["subject", "located", "creator"].contains(tree[number].name) {
        if let literal = tree[number].attribute("literal"), !have.contains("literal " + literal) {
          report.add(
            .literal, tree[number].line, "the literal \(NewsForm.quoted(literal)) has no assert that explains it")
        }
      }
    }
  }

  private func checkLinks(_ report: inout Report) {
    for number in tree.inside(item) where tree[number].vocabulary == .newsML {
      let element = tree[number]
      if element.name == "link" {
        let href = element.attribute("href")
        if href == nil, element.attribute("residref") == nil {
          report.add(.link, element.line, "the link has neither residref nor href; it points nowhere")
        }
        if let href, !["http:", "https:", "ftp:", "mailto:"].contains(where: href.hasPrefix) {
          report.add(
            .link, element.line, "link/@href \(NewsForm.quoted(href)) is not absolute; write the whole address")
        }
      }
      guard element.name == "position" else { continue }
      let latitude = element.attribute("latitude").flatMap(Double.init)
      let longitude = element.attribute("longitude").flatMap(Double.init)
      guard let latitude, let longitude, abs(latitude) <= 90, abs(longitude) <= 180, latitude != 0 || longitude != 0
      else {
        report.add(.position, element.line, "the position is not on Earth, or 0,0; leave it out when it is unknown")
        continue
      }
    }
  }
}
