import GRDB
import KZPipeJSON

/// What the ledger of an output directory holds of single documents.
public struct DocumentStatus: Sendable {
  /// More rows than these are not looked for: several documents may be of one article.
  private static let most = 100

  /// In the order of their slugs.
  public var entries: [LedgerEntry]
  /// The setups that they were made with, by number.
  private var setups: [Int: LedgerSetup] = [:]

  /// Reads the ledger, beside a run if need be.
  /// - Parameter document: slug, address, id of the article or guid of the news item
  /// - Throws: when there is no ledger, or none that can be read
  public init(directory: String, document: String) throws(OutputError) {
    entries = try LedgerStatus.read(directory) { db in
      let columns = try LedgerSchema.columns(in: db)
      let names =
        columns.hasSuffix("guid, version") ? ["slug", "uri", "article_id", "guid"] : ["slug", "uri", "article_id"]
      let rows = try Row.fetchCursor(
        db,
        sql: "SELECT \(columns) FROM document WHERE " + names.map { "\($0) = :document" }.joined(separator: " OR ")
          + " ORDER BY slug LIMIT \(Self.most)", arguments: ["document": document])
      var entries: [LedgerEntry] = []
      while let row = try rows.next() {
        if let entry = try LedgerSchema.entry(row) { entries.append(entry) }
      }
      return entries
    }
    let numbers = Set(entries.map(\.setup))
    setups = try LedgerStatus.read(directory) { db in
      var setups: [Int: LedgerSetup] = [:]
      for number in numbers { setups[number] = try Ledger.setup(number, db) }
      return setups
    }
  }

  /// Tells that the ledger of `directory` has no such document.
  public static func unknown(_ document: String, in directory: String) -> Diagnostic {
    Diagnostic(
      .documentUnknown, "the ledger knows no document \"\(document)\"", at: Place(directory),
      notes: ["name a slug, an address, the id of an article or the guid of a news item; kzpipe status counts them"])
  }

  /// For people.
  public var text: String { entries.map(text(of:)).joined(separator: "\n\n") }

  private func text(of entry: LedgerEntry) -> String {
    var lines = ["\(entry.slug): \(entry.state.text)" + (entry.attempts > 0 ? ", failed \(entry.attempts) times" : "")]
    func line(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append("  \(name): \(value)") }
    }
    line("address", entry.uri)
    line("sha256", Hex.text(entry.contentSHA256))
    line("failure", entry.code.map { "\($0) in \(entry.stage ?? "")" })
    line("article", entry.articleID)
    line("guid", entry.item.map { "\($0.guid), version \($0.version)" })
    line("run", String(entry.run))
    line("configuration", setups[entry.setup].map { "\($0.configSHA256.prefix(12)), kzpipe \($0.kzpipe)" })
    for output in entry.outputs {
      let file = output.exporter + "/" + output.file
      let place = output.offset.map { " at byte \($0)" } ?? ""
      let name = output.part == nil ? "" : " (\(output.name))"
      lines.append("  output: \(file)\(place)\(name), \(output.length) bytes, sha256 \(Hex.text(output.sha256))")
    }
    return lines.joined(separator: "\n")
  }

  /// An array of indented objects.
  public var json: String {
    var json = JSONWriter(pretty: true)
    json.beginArray()
    for entry in entries { write(entry, to: &json) }
    json.endArray()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func write(_ entry: LedgerEntry, to json: inout JSONWriter) {
    json.beginObject()
    json.member("slug", entry.slug)
    json.member("uri", entry.uri)
    json.member("state", entry.state.text)
    json.member("attempts", entry.attempts)
    json.member("stage", entry.stage)
    json.member("code", entry.code)
    json.member("sha256", entry.contentSHA256.isEmpty ? nil : Hex.text(entry.contentSHA256))
    json.member("article", entry.articleID)
    json.member("guid", entry.item?.guid)
    if let item = entry.item { json.member("version", item.version) }
    json.member("run", entry.run)
    json.member("config_sha256", setups[entry.setup]?.configSHA256)
    json.member("kzpipe", setups[entry.setup]?.kzpipe)
    json.key("outputs")
    json.beginArray()
    for output in entry.outputs {
      json.beginObject()
      json.member("file", output.exporter + "/" + output.file)
      json.member("name", output.part == nil ? nil : output.name)
      if let offset = output.offset { json.member("offset", offset) }
      json.member("length", output.length)
      json.member("sha256", Hex.text(output.sha256))
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension LedgerEntry.State {
  var text: String {
    switch self {
    case .exported: "exported"
    case .skipped: "skipped"
    case .failed: "failed"
    }
  }
}
