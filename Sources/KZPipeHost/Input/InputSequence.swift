import Glibc
import KZPipeKit

/// The documents of a plan, one at a time, in the order of the input: roots as given, directories bytewise by path.
///
/// Holds the listings of the directories on the way down and one document of a container, nothing else that grows, but
/// for eight bytes a document that keep slugs apart.
public struct InputSequence: Sequence, IteratorProtocol {
  private struct Level {
    var path: String
    var slug: String
    var names: DirectoryNames
    var identity: FileIdentity?
  }

  private let limits: Config.Limits
  private let excluded: Set<FileIdentity>
  private let leavesUnfinished: Bool
  private var roots: ArraySlice<InputPlan.Root>
  private var levels: [Level] = []
  private var container: (reader: any Container, path: String, slug: String, series: String?)?
  /// Label of the last document of the container.
  private var lastLabel = -1
  private let names: DocumentNames
  /// Files of directories whose extension is none of ours, and records of web archives that are no pages.
  public private(set) var ignored = 0

  init(plan: InputPlan, limits: Config.Limits, names: DocumentNames = DocumentNames()) {
    self.names = names
    self.limits = limits
    excluded = Set(plan.excluded.compactMap { FileIdentity(of: $0) })
    roots = plan.roots[...]
    leavesUnfinished = plan.leavesUnfinished
  }

  public mutating func next() -> InputItem? {
    while true {
      if let item = nextContained() { return item }
      if levels.isEmpty {
        guard let root = roots.popFirst() else { return nil }
        if let item = start(root) { return item }
      } else if let name = levels[levels.count - 1].names.next() {
        if let item = visit(name, in: levels[levels.count - 1]) { return item }
      } else {
        levels.removeLast()
      }
    }
  }

  private mutating func start(_ root: InputPlan.Root) -> InputItem? {
    switch root {
    case .standardInput:
      return standardInput()
    case .file(let path, let slug):
      return file(path, slug: slug, kind: FileKind(name: FilePath.lastSegment(of: path)))
    case .directory(let path, let slug):
      return descend(into: path, slug: slug)
    }
  }

  private mutating func standardInput() -> InputItem? {
    do {
      let head = try StandardInput.head()
      guard case .webArchive(let isGzip) = StandardInput.form(of: head) else {
        return InputItem(uri: "-", slug: names.slug(for: "stdin", of: "-"), content: .standardInput(head: head))
      }
      let reader = WebArchive(standardInput: head, isGzip: isGzip, limit: limits.documentBytes)
      container = (reader, "-", "stdin", names.series(for: "stdin", of: "-"))
      return nil
    } catch {
      return failure(
        StageError("unreadable", "standard input cannot be read: \(error.reason)"), uri: "-", slug: "stdin")
    }
  }

  private mutating func visit(_ name: String, in level: Level) -> InputItem? {
    let path = FilePath.join(level.path, name)
    let slug = level.slug.isEmpty ? name : level.slug + "/" + name
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { return descend(into: path, slug: slug) }
    let kind = FileKind(name: name)
    guard kind.isKnown else {
      ignored += 1
      return nil
    }
    guard isThere else {
      let error = StageError("unreadable", "the file cannot be read: \(FileError(number: errno).reason)")
      return failure(error, uri: path, slug: Self.stem(slug, kind))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      ignored += 1
      return nil
    }
    if leavesUnfinished, WatchedFile.isBeingWritten(path) { return nil }
    return file(path, slug: slug, kind: kind, size: Int(status.st_size))
  }

  private mutating func descend(into path: String, slug: String) -> InputItem? {
    guard let identity = FileIdentity(of: path), !excluded.contains(identity) else { return nil }
    // A link to a directory above: going on would never end.
    guard !levels.contains(where: { $0.identity == identity }) else { return nil }
    do {
      levels.append(Level(path: path, slug: slug, names: try DirectoryNames(in: path), identity: identity))
      return nil
    } catch {
      return failure(
        StageError("unreadable", "the directory cannot be listed: \(error.reason)"), uri: path,
        slug: slug.isEmpty ? FilePath.lastSegment(of: path) : slug)
    }
  }

  private mutating func file(_ path: String, slug: String, kind: FileKind, size: Int = 0) -> InputItem? {
    let stem = Self.stem(slug, kind)
    var mediaType: String?
    do {
      switch kind.form {
      case .document(MediaType.xml) where Self.isFeed(path), .feed:
        let reader = try Feed(path: path, isGzip: kind.isGzip, limit: limits.documentBytes)
        container = (reader, path, stem, names.series(for: stem, of: path))
        return nil
      case .document(let type): mediaType = type
      case .jsonLines:
        let reader = try JSONLines(path: path, isGzip: kind.isGzip, limit: limits.documentBytes)
        container = (reader, path, stem, names.series(for: stem, of: path))
        return nil
      case .webArchive:
        let reader = try WebArchive(path: path, isGzip: kind.isGzip, limit: limits.documentBytes)
        container = (reader, path, stem, names.series(for: stem, of: path))
        return nil
      }
    } catch {
      if leavesUnfinished, error.isMissing { return nil }
      return failure(StageError("unreadable", "the file cannot be read: \(error.reason)"), uri: path, slug: stem)
    }
    var item = InputItem(
      uri: path, slug: names.slug(for: stem, of: path), content: .file(path: path, isGzip: kind.isGzip),
      mediaType: mediaType, estimatedBytes: kind.isGzip ? size * 4 : size)
    item.mayVanish = leavesUnfinished
    return item
  }

  /// Tells a feed by its root element.
  private static func isFeed(_ path: String) -> Bool {
    guard let head = try? FileReader.read(path, limit: 1 << 16) else { return false }
    return XMLRoot(head).map { Feed.isFeed(root: $0.name) } ?? false
  }

  private static func stem(_ slug: String, _ kind: FileKind) -> String {
    let directory = FilePath.directory(of: slug)
    return directory == "." ? kind.stem : directory + "/" + kind.stem
  }

  private mutating func failure(_ error: StageError, uri: String, slug: String) -> InputItem {
    InputItem(uri: uri, slug: names.slug(for: slug, of: uri), content: .failure(error))
  }

  private mutating func nextContained() -> InputItem? {
    guard let (reader, path, slug, series) = container else { return nil }
    while let document = reader.next() {
      guard let content = document.content else {
        ignored += 1
        continue
      }
      // Labels rise; one that does not, in a damaged file, has to be made different.
      let isNew = document.label > lastLabel
      lastLabel = document.label
      let place = "\(path)#\(document.label)"
      let name =
        if let address = document.name {
          names.slug(for: Self.path(ofAddress: address), of: "\(place) \(address)")
        } else if isNew, let series {
          "\(series)-\(document.label)"
        } else {
          names.slug(for: "\(slug)-\(document.label)", of: isNew ? place : "\(place) again")
        }
      return InputItem(
        uri: document.name ?? place, slug: name, content: content, estimatedBytes: document.bytes)
    }
    container = nil
    lastLabel = -1
    return nil
  }

  /// Host and path of a web address, to name a document by.
  private static func path(ofAddress address: String) -> String {
    address.split(separator: "://", maxSplits: 1).last.map(String.init) ?? address
  }
}
