import Glibc
import KZPipeJSON
import KZPipeKit
import Logging

/// Failed documents: `<slug>.<ext>` with the document as received and `<slug>.json` with what happened to it.
///
/// A document that succeeds later leaves the box; one that fails again counts its attempts. The box has a size and may have
/// an age; what they take is told, never dropped in silence.
final class DeadLetterBox {
  private let directory: String
  private let limits: Config.DeadLetterLimits
  private let configSHA256: String
  private let version: String
  private let log: Logger
  /// Slugs that earlier runs left here.
  private var earlier: Set<String> = []
  /// Bytes of the documents in the box.
  private var bytes = 0
  private var isFull = false
  private let group: FileGroup
  /// Letters that wait in the group, so that no directory can be made in their place.
  private var waiting: Set<String> = []
  /// Slugs whose letters go once their documents are durable.
  private var succeeded: [String] = []
  /// Documents of letters that were written anew with other files.
  private var replaced: [String] = []

  /// - Parameter group: letters are written with its files
  init(
    directory: String, limits: Config.DeadLetterLimits, configSHA256: String, version: String, group: FileGroup,
    log: Logger
  ) {
    self.directory = directory
    self.limits = limits
    self.group = group
    self.configSHA256 = configSHA256
    self.version = version
    self.log = log
    collect(directory, prefix: "")
    removeOld()
  }

  private func collect(_ directory: String, prefix: String) {
    let names: [String]
    // No box yet, or one that cannot be read: writing to it will tell.
    do { names = try DirectoryListing.names(in: directory) } catch { return }
    for name in names {
      let path = FilePath.join(directory, name)
      if FileGroup.isLeftBehind(name) { unlink(path) }
      if name.hasPrefix(".") { continue }
      guard let size = FileSize.of(path) else {
        collect(path, prefix: prefix + name + "/")
        continue
      }
      bytes += size
      if name.hasSuffix(".json") { earlier.insert(prefix + name.dropLast(5)) }
    }
  }

  /// Takes out the letters that are older than they may be.
  private func removeOld() {
    guard let days = limits.ageDays else { return }
    let oldest = time(nil) - days * 86400
    var count = 0
    for slug in earlier.sorted() {
      var status = stat()
      guard stat(FilePath.join(directory, slug + ".json"), &status) == 0, status.st_mtim.tv_sec < oldest else {
        continue
      }
      removeLetter(slug)
      count += 1
    }
    if count > 0 { log.warn("\(directory): \(NumberText.count(count, "dead letter")) older than \(days) days removed") }
  }

  /// Takes the document out, when an earlier run left it here, with the next `removeSucceeded`.
  /// - Parameters:
  ///   - letter: the letter that it was tried again from
  ///   - hasFailed: whether it failed the last time, which may have been in this run
  func remove(_ slug: String, _ letter: Letter?, hasFailed: Bool = false) {
    if let letter { succeeded.append(letter.name) }
    if hasFailed || earlier.contains(slug), slug != letter?.name { succeeded.append(slug) }
  }

  /// Takes out the documents that succeeded. Called when that is durable, so that none is lost between here and there.
  func removeSucceeded() {
    for slug in succeeded { removeLetter(slug) }
    for path in replaced { unlink(path) }
    succeeded.removeAll()
    replaced.removeAll()
    waiting.removeAll()
  }

  private func removeLetter(_ slug: String) {
    earlier.remove(slug)
    let letter = FilePath.join(directory, slug + ".json")
    if let file = Self.file(of: letter) {
      bytes -= FileSize.of(file) ?? 0
      unlink(file)
    }
    bytes -= FileSize.of(letter) ?? 0
    unlink(letter)
  }

  /// Path of the document that a letter has beside it.
  private static func file(of letter: String) -> String? {
    guard let file = read(letter)?["file"]?.string, !file.contains("/") else { return nil }
    return FilePath.join(FilePath.directory(of: letter), file)
  }

  /// How often the document failed before, as its letter says.
  func attempts(of slug: String) -> Int {
    earlier.contains(slug) ? Self.read(FilePath.join(directory, slug) + ".json")?["attempt"]?.integer ?? 0 : 0
  }

  func add(_ result: DocumentResult, _ failure: DocumentResult.Failure) throws(OutputError) {
    let path = try place(for: result.slug)
    var content = failure.content.isEmpty ? nil : path + "." + failure.fileExtension
    let isKept = bytes + failure.content.count <= limits.totalBytes
    if content != nil, !isKept {
      content = nil
      if !isFull {
        log.warn("\(directory) is full: failed documents are told of without their bytes (dead_letter.total_bytes)")
      }
      isFull = true
    }
    if earlier.contains(result.slug), let old = Self.file(of: path + ".json"), old != content { replaced.append(old) }
    if let content {
      try group.add(failure.content, to: content)
      bytes += failure.content.count
    }
    let letter = json(
      result, failure, file: content.map(FilePath.lastSegment),
      leftOut: failure.content.isEmpty || isKept ? nil : "dead_letter.total_bytes")
    try group.add(letter, to: path + ".json")
    bytes += letter.count
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

  private func json(
    _ result: DocumentResult, _ failure: DocumentResult.Failure, file: String?, leftOut: String?
  ) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member("id", failure.articleID ?? result.slug)
    json.member("slug", result.slug)
    json.member("uri", result.uri)
    json.member("stage", failure.stage)
    json.member("code", failure.error.code.rawValue)
    json.member("message", failure.error.message)
    json.member("place", failure.error.place)
    json.member("advice", failure.error.advice)
    json.member("file", file)
    json.member("left_out_by", leftOut)
    json.member("config_sha256", configSHA256)
    json.member("kzpipe", version)
    json.member("attempt", failure.attempt)
    json.endObject()
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func read(_ path: String) -> JSONValue? {
    do { return try JSONValue.parse(FileReader.read(path, limit: 1 << 20)) } catch { return nil }
  }
}
