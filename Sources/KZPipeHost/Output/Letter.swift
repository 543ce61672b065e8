import KZPipeJSON
import KZPipeKit
public import Logging

/// A dead letter, as it lies in its directory.
public struct Letter: Sendable, Hashable {
  /// Path in the directory without `.json`.
  public var name: String
  /// The document's input id.
  public var slug: String
  public var uri: String
  /// How often the document has failed.
  public var attempt: Int
  /// Path of the document as it was received; `nil` when the letter holds none.
  public var content: String?
  /// Why it failed.
  public var code: String

  /// Every letter below `directory`, by name.
  /// - Throws: when the directory cannot be listed; a letter that cannot be read is told to `log`
  public static func all(in directory: String, log: Logger) throws(FileError) -> [Letter] {
    var letters: [Letter] = []
    try collect(directory, prefix: "", into: &letters, log)
    return letters.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func collect(
    _ directory: String, prefix: String, into letters: inout [Letter], _ log: Logger
  ) throws(FileError) {
    for name in try DirectoryListing.names(in: directory) where !name.hasPrefix(".") {
      let path = FilePath.join(directory, name)
      if FileSize.of(path) == nil {
        // A link to nowhere is no directory either.
        do { try collect(path, prefix: prefix + name + "/", into: &letters, log) } catch {
          guard error.isMissing else { throw error }
        }
      } else if name.hasSuffix(".json") {
        if let letter = letter(path, name: prefix + name.dropLast(5)) {
          letters.append(letter)
        } else {
          log.warn("\(path) is no dead letter and is left alone")
        }
      }
    }
  }

  private static func letter(_ path: String, name: String) -> Letter? {
    let json: JSONValue
    do { json = try JSONValue.parse(FileReader.read(path, limit: 1 << 20)) } catch { return nil }
    guard let uri = json["uri"]?.string, let code = json["code"]?.string else { return nil }
    var content: String?
    if let file = json["file"]?.string, !file.contains("/") {
      content = FilePath.join(FilePath.directory(of: path), file)
    }
    return Letter(
      name: name, slug: json["slug"]?.string ?? name, uri: uri, attempt: max(0, json["attempt"]?.integer ?? 0),
      content: content, code: code)
  }

  /// The document once more, under its old id and address.
  var item: InputItem {
    var item = InputItem(uri: uri, slug: slug, content: .failure(lost))
    item.letter = self
    guard let content else {
      // Nothing was kept because nothing could be read; perhaps it can now.
      let kind = FileKind(name: FilePath.lastSegment(of: uri))
      if case .document(let mediaType) = kind.form, !uri.contains("#"), uri != "-" {
        item.content = .file(path: uri, isGzip: kind.isGzip)
        item.mediaType = mediaType
      }
      return item
    }
    let kind = FileKind(name: FilePath.lastSegment(of: content))
    switch kind.form {
    case .jsonLines:
      do { item.content = .record(try FileReader.read(content, limit: 1 << 31)) } catch {
        item.content = .failure(StageError("unreadable", "the file of the letter cannot be read: \(error.reason)"))
      }
    case .webArchive:
      do throws(FileError) {
        let archive = try WebArchive(path: content, isGzip: false, limit: 1 << 31)
        item.content = archive.next()?.content ?? .failure(lost)
      } catch {
        item.content = .failure(StageError("unreadable", "the file of the letter cannot be read: \(error.reason)"))
      }
    case .document(let mediaType):
      item.content = .file(path: content, isGzip: kind.isGzip)
      item.mediaType = mediaType
    case .feed:
      // A feed lies here whole when nothing could be made of it.
      item.content = .file(path: content, isGzip: kind.isGzip)
      item.mediaType = MediaType.xml
    }
    item.estimatedBytes = FileSize.of(content) ?? 0
    return item
  }

  private var lost: StageError {
    StageError(
      "unreadable", "the letter holds no document", advice: "run the pipeline over the input that it came from")
  }
}

/// The documents of letters, among those that the ledger has beside them.
struct LetterSequence {
  private let ledger: Ledger?
  private var letters: [String: Letter]
  private let order: [String]
  private var volume: Int?
  private var page: ArraySlice<LedgerEntry> = []
  private var sequence = 0
  private var position = 0

  init(_ letters: [Letter], ledger: Ledger?) {
    self.ledger = ledger
    self.letters = Dictionary(letters.map { ($0.slug, $0) }) { first, _ in first }
    order = letters.map(\.slug)
    volume = nil
    isAtStart = true
  }

  private var isAtStart: Bool

  mutating func next() throws(OutputError) -> InputItem? {
    if isAtStart {
      isAtStart = false
      volume = try ledger?.volumes().first?.number
    }
    if let entry = try nextEntry() {
      if let letter = letters.removeValue(forKey: entry.slug) {
        var item = letter.item
        item.known = KnownDocument(entry)
        return item
      }
      var item = InputItem(uri: entry.uri, slug: entry.slug, content: .record([]))
      item.known = KnownDocument(entry)
      item.isKept = true
      return item
    }
    while position < order.count {
      position += 1
      if let letter = letters.removeValue(forKey: order[position - 1]) { return letter.item }
    }
    return nil
  }

  private mutating func nextEntry() throws(OutputError) -> LedgerEntry? {
    guard let ledger, let volume else { return nil }
    if page.isEmpty {
      page = try ledger.entries(in: volume, from: sequence, count: 512)[...]
      guard let last = page.last else {
        self.volume = nil
        return nil
      }
      sequence = last.sequence + 1
    }
    return page.popFirst()
  }
}
