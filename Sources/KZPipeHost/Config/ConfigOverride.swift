import KZPipeKit

/// One `--set path=value`: a dotted path into the configuration and a YAML value.
///
///     --set limits.in_flight=8
///     --set pipeline.export.newsml_g2.guid_authority=example.com,2026
///
/// In a list a segment is an index from 0 or, in a list of stages, a stage's name. Maps on the way are made. A relative path
/// counts from the working directory.
public struct ConfigOverride: Sendable, Hashable {
  public var path: [String]
  public var text: String
  let place: Place

  public init(_ argument: String) throws(Diagnostic) {
    let place = Place("--set \(argument)")
    guard let equals = argument.firstIndex(of: "=") else {
      throw Diagnostic(
        .badOverride, "an override needs the form path=value", at: place, notes: ["example: --set limits.in_flight=8"])
    }
    path = argument[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.allSatisfy({ !$0.isEmpty }) else {
      throw Diagnostic(
        .badOverride, "the path has an empty segment", at: place, notes: ["example: --set limits.in_flight=8"])
    }
    text = String(argument[argument.index(after: equals)...])
    self.place = place
  }

  func apply(to root: inout ConfigNode) throws(Diagnostic) {
    guard path.first != "extends" else {
      throw Diagnostic(
        .badOverride, "what a configuration extends can only be said in the file", at: place,
        notes: ["write extends: into a file of its own and name that with -c"])
    }
    var reader = YAMLReader(file: place.file)
    guard
      var value = try reader.read(Array(text.utf8))
        ?? .some(ConfigNode(.scalar(.init(text: "", isPlain: true)), at: place))
    else { return }
    value.relocate(to: place)
    // As every path on a command line.
    value.setDirectory(".")
    try set(value, at: path[...], in: &root)
  }

  private func set(_ value: ConfigNode, at path: ArraySlice<String>, in node: inout ConfigNode) throws(Diagnostic) {
    guard let segment = path.first else {
      node = value
      return
    }
    let rest = path.dropFirst()
    if node.isNull { node.value = .map([]) }
    switch node.value {
    case .map(var entries):
      if let index = entries.firstIndex(where: { $0.key == segment }) {
        try set(value, at: rest, in: &entries[index].value)
      } else {
        var made = ConfigNode(.map([]), at: place)
        try set(value, at: rest, in: &made)
        entries.append(.init(key: segment, place: place, value: made))
      }
      node.value = .map(entries)
    case .list(var items):
      if let index = Int(segment), items.indices.contains(index) {
        try set(value, at: rest, in: &items[index])
      } else if let index = items.firstIndex(where: { Self.stageName(of: $0) == segment }) {
        try setStage(value, at: rest, name: segment, in: &items[index])
      } else {
        let names = items.compactMap(Self.stageName)
        throw Diagnostic(
          .badOverride, "the list has no \"\(segment)\"", at: place, suggestion: NearestName.of(segment, among: names),
          notes: names.isEmpty
            ? ["it has \(items.count) items, counted from 0"] : ["it holds: " + names.joined(separator: ", ")])
      }
      node.value = .list(items)
    case .scalar:
      throw Diagnostic(.badOverride, "\"\(segment)\" would stand below a single value", at: place)
    }
  }

  /// The options of the stage `name`, which may be written as a bare name.
  private func setStage(
    _ value: ConfigNode, at path: ArraySlice<String>, name: String, in item: inout ConfigNode
  ) throws(Diagnostic) {
    if case .scalar = item.value {
      item.value = .map([.init(key: name, place: item.place, value: ConfigNode(.map([]), at: item.place))])
    }
    guard case .map(var entries) = item.value, !entries.isEmpty else { return }
    try set(value, at: path, in: &entries[0].value)
    item.value = .map(entries)
  }

  private static func stageName(of node: ConfigNode) -> String? {
    switch node.value {
    case .scalar(let scalar): scalar.text
    case .map(let entries): entries.first?.key
    case .list: nil
    }
  }
}

extension ConfigNode {
  /// Gives the node and everything below it one place.
  fileprivate mutating func relocate(to place: Place) {
    self.place = place
    switch value {
    case .scalar: break
    case .list(var items):
      for index in items.indices { items[index].relocate(to: place) }
      value = .list(items)
    case .map(var entries):
      for index in entries.indices {
        entries[index].place = place
        entries[index].value.relocate(to: place)
      }
      value = .map(entries)
    }
  }
}
