import GRDB
import Glibc
import KZPipeJSON
import KZPipeKit

/// What the ledger of an output directory holds, for people and scripts.
public struct LedgerStatus: Sendable {
  public struct Run: Sendable, Hashable {
    public var number: Int
    /// RFC 3339.
    public var moment: String
    public var isFinished: Bool
    public var setup: LedgerSetup
  }

  public struct Failure: Sendable, Hashable {
    public var stage: String
    public var code: String
    public var documents: Int
  }

  public var directory: String
  public var run: Run?
  public var exported = 0
  public var failed = 0
  /// Pages without an article.
  public var skipped = 0
  /// Of all of them: no longer part of the newest run, since their inputs were not.
  public var earlier = 0
  /// Most frequent first.
  public var failures: [Failure] = []
  /// Outputs that are not as the ledger says, relative to the directory; only filled by a check.
  public var problems: [String]?

  public var documents: Int { exported + failed + skipped }

  /// Reads the ledger, beside a run if need be.
  /// - Parameter checks: compare every output on the disk with its hash
  /// - Throws: when there is no ledger, or none that can be read
  public init(directory: String, checks: Bool = false) throws(OutputError) {
    self.directory = directory
    self = try Self.read(directory) { db in
      var status = self
      try status.fill(db)
      if checks { status.problems = try OutputCheck(directory: directory).problems(db) }
      return status
    }
  }

  /// Reads the ledger of an output directory without changing it.
  static func read<Result>(_ directory: String, _ body: (Database) throws -> Result) throws(OutputError) -> Result {
    let path = Ledger.path(in: FilePath.join(directory, Ledger.folder))
    guard FileSize.of(path) != nil else {
      throw OutputError("read the ledger of", directory, FileError(reason: "no run has written into this directory"))
    }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(10)
      return try DatabaseQueue(path: path, configuration: configuration).read(body)
    } catch {
      throw Ledger.error(error, path)
    }
  }

  private mutating func fill(_ db: Database) throws {
    run = try Row.fetchOne(
      db,
      sql: """
        SELECT number, moment, is_finished, config_sha256, kzpipe, modules FROM run JOIN setup ON setup.id = run.setup
        ORDER BY number DESC LIMIT 1
        """
    ).map {
      Run(
        number: $0[0], moment: $0[1], isFinished: $0[2],
        setup: LedgerSetup(configSHA256: $0[3], kzpipe: $0[4], modules: LedgerSetup.modules(json: $0[5])))
    }
    for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM document GROUP BY state") {
      switch LedgerEntry.State(rawValue: row[0]) {
      case .exported: exported = row[1]
      case .skipped: skipped = row[1]
      case .failed: failed = row[1]
      case nil: break
      }
    }
    earlier = try Int.fetchOne(db, sql: "SELECT count(*) FROM document WHERE volume = 0") ?? 0
    failures = try Row.fetchAll(
      db,
      sql: """
        SELECT coalesce(stage, ''), coalesce(code, ''), count(*) AS documents FROM document WHERE state = 3
        GROUP BY stage, code ORDER BY documents DESC, stage, code
        """
    ).map { Failure(stage: $0[0], code: $0[1], documents: $0[2]) }
  }

  /// Indented JSON.
  public var json: String {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member("directory", directory)
    if let run {
      json.key("run")
      json.beginObject()
      json.member("number", run.number)
      json.member("moment", run.moment)
      json.member("finished", run.isFinished)
      json.member("config_sha256", run.setup.configSHA256)
      json.member("kzpipe", run.setup.kzpipe)
      json.key("modules")
      json.beginArray()
      for module in run.setup.modules {
        json.beginObject()
        json.member("name", module.name)
        json.member("version", module.version)
        json.member("sha256", module.sha256)
        json.endObject()
      }
      json.endArray()
      json.endObject()
    }
    json.member("documents", documents)
    json.member("exported", exported)
    json.member("failed", failed)
    json.member("skipped", skipped)
    json.member("earlier", earlier)
    json.key("failures")
    json.beginArray()
    for failure in failures {
      json.beginObject()
      json.member("stage", failure.stage)
      json.member("code", failure.code)
      json.member("documents", failure.documents)
      json.endObject()
    }
    json.endArray()
    if let problems { json.member("problems", problems) }
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
