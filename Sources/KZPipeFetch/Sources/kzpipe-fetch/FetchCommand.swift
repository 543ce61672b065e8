import ArgumentParser
import Dispatch
import Glibc
import KZPipeFetch

/// Exit codes: 0 every address fetched, 1 some failed, 2 nothing ran, 3 interrupted, 70 the archive cannot be written.
@main
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kzpipe-fetch", abstract: "Fetch pages into a web archive (WARC 1.1) that kzpipe reads.",
    discussion: """
      SOURCE is an address, a file with an address a line, a feed (RSS, Atom) or sitemap in a file, or - for standard
      input. With --list it is the address of a feed or sitemap in the web, whose entries are fetched.

      EXAMPLES:
        kzpipe fetch https://example.com/news/1 -o pages.warc.gz
        kzpipe fetch addresses.txt -o pages.warc.gz --contact https://desk.example/crawler
        kzpipe fetch --list https://example.com/feed.xml | kzpipe run -c pipeline.yaml -
        kzpipe run -c pipeline.yaml pages.warc.gz

      A second fetch into the same file goes on where the first one stopped. Sites are asked as their robots.txt allows,
      one request at a time for a host. Addresses in private networks are refused, also behind redirects.

      EXIT CODES:
        0  every address was fetched        2  nothing ran: bad usage, or the archive cannot be written
        1  some were not; they are told     3  interrupted; the same command goes on
      """,
    version: "kzpipe-fetch \(Version.text)")

  @Argument(help: ArgumentHelp("Addresses, or files that list them.", valueName: "source"), completion: .file())
  var sources: [String] = []

  @Option(
    name: .customLong("list"), parsing: .singleValue,
    help: ArgumentHelp("Fetch the entries of this feed or sitemap; may be repeated.", valueName: "address"))
  var lists: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("The archive; without it or for -, standard output.", valueName: "file"),
    completion: .file(extensions: ["gz", "warc"]))
  var output: String?

  @Option(
    help: ArgumentHelp("An earlier archive: pages that are as they were in it are not sent again.", valueName: "file"),
    completion: .file(extensions: ["gz"]))
  var since: String?

  @Option(help: ArgumentHelp("Where a site's owner finds who fetches; stands in User-Agent.", valueName: "address"))
  var contact: String?

  @Option(help: ArgumentHelp("The crawler's name in User-Agent and in robots.txt.", valueName: "name"))
  var agent = "kzpipe-fetch"

  @Option(help: ArgumentHelp("Seconds between two requests to one host.", valueName: "seconds"))
  var hostSeconds = 1.0

  @Option(help: ArgumentHelp("Hosts that are asked at a time.", valueName: "n"))
  var hosts = 8

  @Option(help: ArgumentHelp("Bytes of a response, packed and unpacked.", valueName: "n"))
  var maxBytes = 32 << 20

  @Option(help: ArgumentHelp("Time to connect.", valueName: "seconds"))
  var connectSeconds = 10.0

  @Option(help: ArgumentHelp("Time without a byte.", valueName: "seconds"))
  var readSeconds = 20.0

  @Option(help: ArgumentHelp("Time for a whole response.", valueName: "seconds"))
  var totalSeconds = 60.0

  @Option(help: ArgumentHelp("Redirects that are followed from one address.", valueName: "n"))
  var redirects = 5

  @Option(help: ArgumentHelp("Further attempts after a failure that may pass.", valueName: "n"))
  var retries = 2

  @Option(help: ArgumentHelp("Stop after this many addresses.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Allow private networks and every port.")
  var allowPrivate = false

  @Flag(help: "Tell failures and the summary as JSON, one object a line.")
  var json = false

  func validate() throws {
    guard !sources.isEmpty || !lists.isEmpty else {
      throw ValidationError("Name addresses, a file that lists them, or --list.")
    }
    for (name, value, range) in [
      ("--host-seconds", hostSeconds, 0.0...3600), ("--connect-seconds", connectSeconds, 0.001...3600),
      ("--read-seconds", readSeconds, 0.001...3600), ("--total-seconds", totalSeconds, 0.001...86400),
    ] where !range.contains(value) {
      throw ValidationError("\(name) has to be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    for (name, value, range) in [
      ("--hosts", hosts, 1...256), ("--max-bytes", maxBytes, 1...(1 << 31)), ("--redirects", redirects, 0...20),
      ("--retries", retries, 0...10), ("--limit", limit ?? 0, 0...Int.max),
    ] where !range.contains(value) {
      throw ValidationError("\(name) has to be a number from \(range.lowerBound) to \(range.upperBound).")
    }
    guard !agent.isEmpty, agent.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F })
    else {
      throw ValidationError("--agent is a name of letters, - and _.")
    }
    guard contact?.unicodeScalars.allSatisfy({ (0x20...0x7E).contains($0.value) && $0 != "(" && $0 != ")" }) ?? true
    else {
      throw ValidationError("--contact is a plain address without brackets.")
    }
    if archivePath == nil, isatty(STDOUT_FILENO) == 1 {
      throw ValidationError("An archive is nothing for a terminal: name a file with -o, or pipe it into kzpipe run.")
    }
  }

  func run() async throws {
    let reporter = Reporter(isJSON: json)
    let settings = settings
    var earlier: EarlierArchive?
    do { earlier = try since.map { (path) throws(ArchiveError) in try EarlierArchive(path: path) } } catch {
      reporter.fatal("cannot read the archive \"\(since ?? "")\": \(error.reason)")
      throw ExitCode(2)
    }
    let archive: Archive
    do {
      archive = try Archive(path: archivePath, settings: settings)
    } catch {
      reporter.fatal("cannot write the archive \"\(output ?? "-")\": \(error.reason)")
      throw ExitCode(2)
    }
    if let output = archivePath, archive.recordsBefore > 0 { reporter.note("going on with \(output)") }
    let stop = Fetch.Stop()
    let signals = Signals(stop, reporter)
    defer { signals.restore() }
    let report: Fetch.Report
    do {
      report = try await Fetch.run(inputs, into: archive, since: earlier, settings: settings, stop: stop) {
        reporter.tell($0)
      }
    } catch {
      if error.isReaderGone { throw ExitCode(3) }
      reporter.fatal("cannot write the archive \"\(output ?? "-")\": \(error.reason)")
      throw ExitCode(70)
    }
    reporter.summary(report)
    if report.isInterrupted { throw ExitCode(3) }
    if report.failed > 0 { throw ExitCode(1) }
  }

  /// `nil` for standard output.
  private var archivePath: String? { output == "-" ? nil : output }

  private var inputs: [Fetch.Input] {
    lists.map { .list($0) } + sources.map { $0.contains("://") ? .page($0) : .file($0) }
  }

  private var settings: FetchSettings {
    var settings = FetchSettings()
    settings.agent = agent
    settings.version = Version.text
    settings.contact = contact
    settings.hostSeconds = hostSeconds
    settings.hosts = hosts
    settings.maximumBytes = maxBytes
    settings.connectSeconds = connectSeconds
    settings.readSeconds = readSeconds
    settings.totalSeconds = totalSeconds
    settings.redirects = redirects
    settings.retries = retries
    settings.allowsPrivate = allowPrivate
    settings.limit = limit
    return settings
  }

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      let isAsked = exitCode(for: error).isSuccess
      Reporter.write(fullMessage(for: error), to: isAsked ? STDOUT_FILENO : STDERR_FILENO)
      Glibc.exit(isAsked ? 0 : 2)
    }
  }
}
