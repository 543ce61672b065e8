import KZPipeKit

/// Puts a configuration on top of the files that it extends.
///
/// Maps are merged key by key; everything else replaces what was there, lists and empty values, too. Of several files
/// the later one wins, and the extending file over all of them. `tests` stay with the file that writes them. Values keep
/// their places, and paths count from the file that writes them.
struct ConfigInheritance {
  /// Files of a chain, the extending one included.
  static let depth = 8
  /// Files read in all.
  static let files = 64

  private let environment: [String: String]
  private var chain: [Link]
  private var read = 0
  private(set) var problems: [Diagnostic] = []

  private struct Link {
    var file: String
    var identity: FileIdentity?
  }

  init(file: String, environment: [String: String]) {
    self.environment = environment
    chain = [Link(file: file, identity: FileIdentity(of: file))]
  }

  /// Replaces `root` by what it and its bases say together; the key `extends` is gone afterwards.
  mutating func apply(to root: inout ConfigNode) {
    guard let entry = root["extends"] else { return }
    root.value = .map(root.entries.filter { $0.key != "extends" })
    var value = entry.value
    var substitution = EnvironmentSubstitution(environment: environment)
    substitution.apply(to: &value)
    problems += substitution.problems
    guard substitution.problems.isEmpty else { return }
    var merged = ConfigNode(.map([]), at: root.place)
    for item in value.items where !item.isNull {
      guard case .string(let path) = item.optionValue(as: .string, relativeTo: ""), !path.isEmpty else {
        problems.append(
          Diagnostic(
            .wrongType, "key \"extends\" has to be a path or a list of paths, not \(item.optionValue.typeName)",
            at: item.place, notes: ["for example extends: base.yaml"]))
        continue
      }
      if let base = base(path, named: item.place) { merged.merge(base) }
    }
    merged.merge(root)
    root = merged
  }

  /// The tree of a base with everything that it extends in turn; `nil` after telling why there is none.
  private mutating func base(_ path: String, named place: Place) -> ConfigNode? {
    guard let parent = chain.last else { return nil }
    let file = FilePath.resolve(path, in: FilePath.directory(of: parent.file))
    let link = Link(file: file, identity: FileIdentity(of: file))
    if link.identity != nil, let start = chain.firstIndex(where: { $0.identity == link.identity }) {
      let circle = (chain[start...].map(\.file) + [file]).map { "\"\($0)\"" }.joined(separator: " > ")
      problems.append(
        Diagnostic(
          .cyclicExtends, "the configurations extend each other in a circle: \(circle)", at: place,
          notes: ["take one of the extends keys out"]))
      return nil
    }
    read += 1
    guard chain.count < Self.depth, read <= Self.files else {
      problems.append(
        Diagnostic(
          .tooLarge,
          chain.count < Self.depth
            ? "the configuration extends more than \(Self.files) files"
            : "the configurations extend each other over more than \(Self.depth) files", at: place,
          notes: ["put what is common into fewer files"]))
      return nil
    }
    let bytes: [UInt8]
    do { bytes = try ConfigLoader.read(file) } catch {
      problems.append(
        Diagnostic(
          .unreadableConfig, "cannot read the extended configuration \"\(file)\": \(error.reason)", at: place,
          notes: ["the path counts from the directory of the file that names it"]))
      return nil
    }
    var root: ConfigNode
    do { root = try ConfigLoader.tree(bytes, file: file) } catch {
      problems.append(error)
      return nil
    }
    chain.append(link)
    defer { chain.removeLast() }
    if let problem = ConfigDecoder.formatProblem(of: root) { problems.append(problem) }
    root.value = .map(root.entries.filter { $0.key != "tests" })
    root.setDirectory(FilePath.directory(of: file))
    apply(to: &root)
    return root
  }
}

extension ConfigNode {
  /// Lays `other` over this value.
  fileprivate mutating func merge(_ other: ConfigNode) {
    guard case .map(var entries) = value, case .map(let others) = other.value else {
      self = other
      return
    }
    let places = Dictionary(entries.indices.map { (entries[$0].key, $0) }) { first, _ in first }
    for entry in others {
      if let index = places[entry.key] {
        entries[index].value.merge(entry.value)
        entries[index].place = entry.place
      } else {
        entries.append(entry)
      }
    }
    self = ConfigNode(.map(entries), at: other.place)
  }
}
