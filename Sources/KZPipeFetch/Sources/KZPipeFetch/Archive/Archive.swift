/// The archive of a fetch: begins one, or carries one on.
public final class Archive {
  private let file: ArchiveFile
  private let records: WARCRecords
  private let scan: ArchiveScan
  /// Answers that were there before.
  public var recordsBefore: Int { scan.records }

  /// - Parameter path: `nil` for standard output
  public convenience init(path: String?, settings: FetchSettings) throws(ArchiveError) {
    try self.init(path: path, settings: settings, records: WARCRecords())
  }

  init(path: String?, settings: FetchSettings, records: WARCRecords) throws(ArchiveError) {
    self.records = records
    if let path {
      file = try ArchiveFile(path: path)
      scan = try ArchiveScan(path: path)
      try file.goOn(behind: scan.length)
    } else {
      file = ArchiveFile()
      scan = ArchiveScan()
    }
    if scan.records == 0 {
      try file.write(records.information(Self.information(settings), at: Moment.now()))
    }
  }

  private static func information(_ settings: FetchSettings) -> [(name: String, value: String)] {
    var fields = [
      (name: "software", value: settings.agent + (settings.version.isEmpty ? "" : "/\(settings.version)")),
      (name: "format", value: "WARC File Format 1.1"),
      (name: "conformsTo", value: "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
      (name: "robots", value: "obey"), (name: "http-header-user-agent", value: settings.userAgent),
    ]
    if let contact = settings.contact { fields.append((name: "operator", value: contact)) }
    return fields
  }

  func holds(_ address: PageAddress) -> Bool { scan.holds(address) }

  func write(_ exchange: PageVisitor.Exchange) throws(ArchiveError) {
    if exchange.response.status == 304, let earlier = exchange.earlier {
      try file.write(records.revisit(exchange.request, exchange.response, of: earlier, at: exchange.moment))
      return
    }
    try file.write(records.exchange(exchange.request, exchange.response, at: exchange.moment))
  }

  func finish() throws(ArchiveError) { try file.finish() }
}
