import ArgumentParser
import KZPipeHost

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what the ledger of an output directory holds.",
    discussion: """
      Works beside a run, too. With --check every output is compared with the hash that the ledger has of it.

      EXAMPLES:
        kzpipe status out
        kzpipe status out --json | jq .failed
        kzpipe status out --check
        kzpipe status out --document pages-17
      """)

  @Argument(help: ArgumentHelp("The output directory of a run.", valueName: "directory"), completion: .directory)
  var directory: String

  @Option(
    help: ArgumentHelp(
      "Show this document with its outputs: slug, address, id of the article or guid of the news item.", valueName: "id"
    ))
  var document: String?

  @Flag(help: "One JSON object; an array of them with --document.")
  var json = false

  @Flag(help: "Compare every output with its hash; exit code 1 when one differs.")
  var check = false

  func validate() throws {
    if document != nil, check { throw ValidationError("--document and --check exclude each other.") }
  }

  func run() throws {
    if let document {
      try show(document)
      return
    }
    let status: LedgerStatus
    do {
      status = try LedgerStatus(directory: FilePath.normalised(directory), checks: check)
    } catch {
      Console.report([error.diagnostic])
      throw Exit.unusable
    }
    Console.output(json ? status.json : Self.text(of: status))
    if status.problems?.isEmpty == false { throw Exit.someFailed }
  }

  private func show(_ document: String) throws {
    let status: DocumentStatus
    do {
      status = try DocumentStatus(directory: FilePath.normalised(directory), document: document)
    } catch {
      Console.report([error.diagnostic])
      throw Exit.unusable
    }
    if status.entries.isEmpty {
      Console.report([DocumentStatus.unknown(document, in: directory)])
      throw Exit.unusable
    }
    Console.output(json ? status.json : status.text)
  }

  static func text(of status: LedgerStatus) -> String {
    var lines = [
      "\(SummaryText.count(status.documents, "document")): \(status.exported) exported, \(status.failed) failed, "
        + "\(status.skipped) skipped"
    ]
    if status.earlier > 0 { lines.append("  of these \(status.earlier) of earlier runs, not part of the last one") }
    for failure in status.failures.prefix(8) {
      lines.append("  failed in \(failure.stage): \(failure.code) \(failure.documents)")
    }
    if let run = status.run {
      lines.append(
        "run \(run.number) of \(run.moment), " + (run.isFinished ? "finished" : "not finished; run --resume continues"))
      lines.append("configuration \(run.setup.configSHA256.prefix(12)), kzpipe \(run.setup.kzpipe)")
      let modules = run.setup.modules.map { "\($0.name) \($0.version)" }
      if !modules.isEmpty { lines.append("modules: " + modules.joined(separator: ", ")) }
    }
    if let problems = status.problems {
      lines.append(problems.isEmpty ? "every output is as the ledger says" : "not as the ledger says:")
      lines += problems.map { "  " + $0 }
    }
    return lines.joined(separator: "\n")
  }
}
