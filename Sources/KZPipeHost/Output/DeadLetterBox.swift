import Glibc
import KZPipeJSON
import KZPipeKit

/// Failed documents: `<slug>.<ext>` with the document as received and `<slug>.json` with what happened to it.
///
/// A document that succeeds later leaves the box; one that fails again counts its attempts.
final class DeadLetterBox {
  private let directory: String
  private let configSHA256: String
  private let version: String
  /// Slugs that earlier runs left here.
  private var earlier: Set<String>
  private let group: FileGroup
  /// Letters that wait in the group, so that no directory can be made in their place.
  private var waiting: Set<String> = []
  /// Slugs whose letters go once their documents are durable.
  private var succeeded: [String] = []

  /// - Parameter group: letters are written with its files
  init(directory: String, configSHA256: String, version: String, group: FileGroup) {
    self.directory = directory
    self.group = group
    self.configSHA256 = configSHA256
    self.version = version
    earlier = []
    Self.collect(directory, prefix: "", into: &earlier)
  }

  private static func collect(_ directory: String, prefix: String, into slugs: inout Set<String>) {
    let names: [String]
    // No box yet, or one that cannot be read: writing to it will tell.
    do { names = try DirectoryListing.names(in: directory) } catch { return }
    for name in names where !name.hasPrefix(".") {
      if name.hasSuffix(".json") {
        slugs.insert(prefix + name.dropLast(5))
      } else if !FileKind(name: name).isKnown {
        collect(FilePath.join(directory, name), prefix: prefix + name + "/", into: &slugs)
      }
    }
  }

  /// Takes the document out, when an earlier run left it here, with the next `removeSucceeded`.
  func remove(_ slug: String) {
    if earlier.contains(slug) { succeeded.append(slug) }
  }

  /// Takes out the documents that succeeded. Called when that is durable, so that none is lost between here and there.
  func removeSucceeded() {
    for slug in succeeded where earlier.remove(slug) != nil {
      let letter = FilePath.join(directory, slug + ".json")
      if let file = Self.read(letter)?["file"]?.string, !file.contains("/") {
        unlink(FilePath.join(FilePath.directory(of: letter), file))
      }
      unlink(letter)
    }
    succeeded.removeAll()
    waiting.removeAll()
  }

  /// How often the document failed before, as its letter says.
  func attempts(of slug: String) -> Int {
    earlier.contains(slug) ? Self.read(FilePath.join(directory, slug) + ".json")?["attempt"]?.integer ?? 0 : 0
  }

  /// - Parameter attempt: how often the document failed, this time included
  func add(_ result: DocumentResult, _ failure: DocumentResult.Failure, attempt: Int) throws(OutputError) {
    let path = try place(for: result.slug)
    let content = failure.content.isEmpty ? nil : path + "." + failure.fileExtension
    if let content { try group.add(failure.content, to: content) }
    let letter = json(result, failure, attempt: attempt, file: content.map(FilePath.lastSegment))
    try group.add(letter, to: path + ".json")
    waiting.insert(path + ".json")
  }

  /// Path of the letter without its extension. Where a directory or a file has the name already, one segment has to do.
  private func place(for slug: String) throws(OutputError) -> String {
    let path = FilePath.join(directory, slug)
    var status = stat()
    let isTaken = stat(path + ".json", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let isBlocked = waiting.contains { path.hasPrefix($0 + "/") }
    if !isBlocked {
      do {
        try group.make(FilePath.directory(of: path))
        if !isTaken { return path }
      } catch {
        guard error.cause.number == ENOTDIR || error.cause.number == EEXIST, slug.contains("/") else { throw error }
      }
    }
    return FilePath.join(directory, slug.replacing("/", with: "_") + "_")
  }

  private func json(_ result: DocumentResult, _ failure: DocumentResult.Failure, attempt: Int, file: String?) -> [UInt8]
  {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member("id", failure.articleID ?? result.slug)
    json.member("uri", result.uri)
    json.member("stage", failure.stage)
    json.member("code", failure.error.code.rawValue)
    json.member("message", failure.error.message)
    json.member("place", failure.error.place)
    json.member("advice", failure.error.advice)
    json.member("file", file)
    json.member("config_sha256", configSHA256)
    json.member("kzpipe", version)
    json.member("attempt", attempt)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func read(_ path: String) -> JSONValue? {
    do { return try JSONValue.parse(FileReader.read(path, limit: 1 << 20)) } catch { return nil }
  }
}
