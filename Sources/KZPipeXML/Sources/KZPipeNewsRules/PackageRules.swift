/// Groups of a package and what they refer to.
struct PackageRules {
  let tree: NewsTree
  let item: Int

  func check(_ report: inout Report) {
    guard let set = tree.first("groupSet", in: item) else {
      return report.add(.groups, tree[item].line, "the package has no groupSet; it holds nothing")
    }
    let groups = tree.all("group", in: set)
    var byID: [String: Int] = [:]
    for group in groups { byID[tree[group].attribute("id") ?? ""] = group }
    checkReach(from: tree[set].attribute("root") ?? "", groups, byID, &report)
    for group in groups {
      let element = tree[group]
      if element.attribute("role") == nil, element.attribute("roleuri") == nil {
        report.add(.groups, element.line, "the group has no role; say what it is, main or pictures for example")
      }
      let members = tree.children(group).filter { ["groupRef", "itemRef", "conceptRef"].contains(tree[$0].name) }
      if members.isEmpty { report.add(.groups, element.line, "the group is empty; leave it out") }
      for member in members where tree[member].name == "itemRef" { check(member, &report) }
    }
  }

  /// Every group hangs below the root, and none below itself.
  private func checkReach(from root: String, _ groups: [Int], _ byID: [String: Int], _ report: inout Report) {
    // 1: on the way down from the root, 2: done.
    var state: [Int: Int] = [:]
    var path: [(group: Int, rest: [Int])] = []
    func enter(_ group: Int) {
      state[group] = 1
      path.append((group, tree.all("groupRef", in: group).reversed()))
    }
    if let start = byID[root] { enter(start) }
    while let (group, rest) = path.last {
      guard let reference = rest.last else {
        state[group] = 2
        path.removeLast()
        continue
      }
      path[path.count - 1].rest.removeLast()
      guard let next = byID[tree[reference].attribute("idref") ?? ""] else { continue }
      if state[next] == 1 {
        report.add(.groups, tree[reference].line, "the groups refer to each other in a circle; take this reference out")
      } else if state[next] == nil {
        enter(next)
      }
    }
    for group in groups where state[group] == nil {
      report.add(
        .groups, tree[group].line,
        "the group \(NewsForm.quoted(tree[group].attribute("id") ?? "")) cannot be reached from the root; refer to it")
    }
  }

  private func check(_ reference: Int, _ report: inout Report) {
    let element = tree[reference]
    let isItem = element.attribute("residref") != nil
    if !isItem, element.attribute("href") == nil {
      report.add(.itemReference, element.line, "itemRef has neither residref nor href; say which item is meant")
    }
    if tree.first("itemClass", in: reference) == nil {
      report.add(.itemReference, element.line, "itemRef has no itemClass; readers choose by it, write it")
    }
    if element.attribute("contenttype") == nil {
      report.add(.itemReference, element.line, "itemRef has no contenttype; readers choose by it, write it")
    }
    if isItem, element.attribute("version") == nil {
      report.add(.itemReference, element.line, "itemRef has no version; say which version is meant")
    }
  }
}
