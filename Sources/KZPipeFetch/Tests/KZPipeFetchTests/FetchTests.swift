import Glibc
import Synchronization
import Testing

@testable import KZPipeFetch

/// Whole fetches from a server on this machine.
@Suite(.timeLimit(.minutes(2))) struct FetchTests {
  typealias Answer = LoopbackServer.Answer

  struct Outcome {
    var report: Fetch.Report
    /// `target: code`, or `target: ok`.
    var results: [String]
    var failures: [FetchFailure.Code?]
    var archive: ArchiveText
  }

  static var settings: FetchSettings {
    var settings = FetchSettings()
    settings.hostSeconds = 0
    settings.retrySeconds = 0
    settings.allowsPrivate = true
    settings.connectSeconds = 5
    settings.readSeconds = 20
    settings.totalSeconds = 30
    return settings
  }

  static func fetch(
    _ inputs: [Fetch.Input], _ scratch: Scratch, settings: FetchSettings = settings, rules: AddressRules? = nil,
    since earlier: EarlierArchive? = nil, stop: Fetch.Stop = Fetch.Stop()
  ) async throws -> Outcome {
    let path = scratch.path("pages.warc.gz")
    let results = Mutex<[(String, FetchFailure.Code?)]>([])
    let report = try await Fetch.run(
      inputs, into: Archive(path: path, settings: settings), since: earlier, settings: settings,
      rules: rules ?? AddressRules(allowsPrivate: settings.allowsPrivate), stop: stop
    ) { result in
      results.withLock { $0.append((result.listed, result.failure?.code)) }
    }
    let told = results.withLock { $0 }
    return Outcome(
      report: report,
      results: told.map { "/\($0.0.split(separator: "/", maxSplits: 2).last ?? ""): \($0.1?.rawValue ?? "ok")" }
        .sorted(),
      failures: told.map(\.1), archive: try ArchiveText(path))
  }

  /// Starts a server, fetches its targets one after the other, ends it.
  static func fetch(
    _ targets: [String], settings: FetchSettings = settings, stop: Fetch.Stop = Fetch.Stop(),
    answer: @escaping @Sendable (String, Int) -> Answer
  ) async throws -> (Outcome, LoopbackServer) {
    let server = try await LoopbackServer.start(answer)
    let scratch = try Scratch()
    do {
      let outcome = try await fetch(targets.map { .page(server.address($0)) }, scratch, settings: settings, stop: stop)
      await server.stop()
      return (outcome, server)
    } catch {
      await server.stop()
      throw error
    }
  }

  static func site(_ target: String, _ page: Answer) -> Answer { target == "/robots.txt" ? .status(404) : page }

  // MARK: Pages

  @Test func pagesGoIntoTheArchiveWithTheirHeaders() async throws {
    var settings = Self.settings
    settings.contact = "https://desk.example/crawler"
    let (outcome, server) = try await Self.fetch(["/a", "/b?x=1", "/a#again"], settings: settings) { target, _ in
      var answer = Answer.page(target)
      answer.headers.append(("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT"))
      answer.isChunked = target != "/a"
      return Self.site(target, answer)
    }
    #expect(outcome.results.count == 2 && outcome.failures == [nil, nil])
    #expect(outcome.report.fetched == 2 && outcome.report.present == 1 && outcome.report.addresses == 3)
    #expect(server.targets.sorted() == ["/a", "/b?x=1", "/robots.txt"])
    #expect(server.requests.allSatisfy { $0["user-agent"] == "kzpipe-fetch (+https://desk.example/crawler)" })
    #expect(server.requests.allSatisfy { $0["host"] == "127.0.0.1:\(server.port)" })
    let records = outcome.archive.records
    #expect(records.map { $0["warc-type"] } == ["warcinfo", "response", "request", "response", "request"])
    for record in records.dropFirst() where record["warc-type"] == "response" {
      #expect(record["warc-ip-address"] == "127.0.0.1")
      #expect(record.block.contains("Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT\r\n"))
      #expect(record.block.contains("charset=utf-8"))
      #expect(!record.block.lowercased().contains("transfer-encoding"))
      #expect(record.block.hasSuffix("</title>"))
    }
    #expect(records[1]["warc-target-uri"] == server.address("/a"))
    #expect(records[2]["warc-concurrent-to"] == records[1]["warc-record-id"])
    #expect(records[2].block.hasPrefix("GET /a HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
  }

  @Test func packedPagesStayPacked() async throws {
    let body = try Gzip.member([Array(repeating: UInt8(ascii: "x"), count: 50_000)])
    let (outcome, _) = try await Self.fetch(["/a"]) { target, _ in
      Self.site(target, Answer(headers: [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], body: body))
    }
    #expect(outcome.report.fetched == 1 && outcome.report.bytesIn == body.count)
    #expect(outcome.archive.records[1].block.contains("Content-Length: \(body.count)\r\n"))
  }

  @Test func whatTheServerRefusesFailsAlone() async throws {
    let (outcome, _) = try await Self.fetch(["/gone", "/a"]) { target, _ in
      target == "/a" ? .page("a") : .status(target == "/gone" ? 410 : 404)
    }
    #expect(outcome.report.fetched == 1 && outcome.report.failed == 1)
    #expect(outcome.failures.contains(.status))
    // A lasting refusal is an answer too.
    #expect(outcome.archive.records.count { $0["warc-type"] == "response" } == 2)
  }

  @Test func whatMayPassIsTriedAgain() async throws {
    let (outcome, server) = try await Self.fetch(["/a", "/b", "/c"]) { target, before in
      switch target {
      case "/a": before < 2 ? .status(503, [("Retry-After", "0")]) : .page("a")
      case "/b": .status(429)
      case "/c": .status(503, [("Retry-After", "86400")])
      default: .status(404)
      }
    }
    #expect(outcome.report.fetched == 1 && outcome.report.failed == 2)
    #expect(server.targets.count { $0 == "/a" } == 3)
    #expect(server.targets.count { $0 == "/b" } == 3)
    #expect(server.targets.count { $0 == "/c" } == 1, "nobody waits a day")
  }

  // MARK: Bounds

  @Test func whatIsTooLargeIsNotKept() async throws {
    var settings = Self.settings
    settings.maximumBytes = 100_000
    let bomb = try Gzip.member([[UInt8](repeating: 0, count: 4 << 20)])
    let (outcome, _) = try await Self.fetch(["/told", "/chunked", "/bomb", "/a"], settings: settings) { target, _ in
      switch target {
      case "/told": Answer(body: [UInt8](repeating: 32, count: 200_000))
      case "/chunked": Answer(body: [UInt8](repeating: 32, count: 200_000), isChunked: true)
      case "/bomb": Answer(headers: [("Content-Encoding", "gzip")], body: bomb)
      default: Self.site(target, .page("a"))
      }
    }
    #expect(outcome.failures.count { $0 == .tooLarge } == 3)
    #expect(outcome.report.fetched == 1)
    #expect(outcome.archive.records.count == 3)
  }

  @Test func aBombIsToldByItsRatio() async throws {
    let bomb = try Gzip.member([[UInt8](repeating: 0, count: 8 << 20)])
    let (outcome, _) = try await Self.fetch(["/bomb"]) { target, _ in
      Self.site(target, Answer(headers: [("Content-Encoding", "gzip")], body: bomb))
    }
    #expect(outcome.failures == [.tooLarge])
  }

  @Test func aSilentServerIsLeft() async throws {
    var settings = Self.settings
    settings.totalSeconds = 0.2
    settings.retries = 0
    let (outcome, _) = try await Self.fetch(["/silent"], settings: settings) { target, _ in
      target == "/silent" ? Answer(isSilent: true) : .status(404)
    }
    #expect(outcome.failures == [.timeout])
  }

  @Test func aClosedPortIsAFailure() async throws {
    let server = try await LoopbackServer.start { _, _ in .status(404) }
    let address = server.address("/a")
    await server.stop()
    let outcome = try await Self.fetch([.page(address)], Scratch())
    // The rules cannot be had, so nothing may be read.
    #expect(outcome.failures == [.robots])
  }

  // MARK: robots.txt

  @Test func theRulesOfASiteAreKept() async throws {
    let (outcome, server) = try await Self.fetch(["/open", "/closed"]) { target, _ in
      target == "/robots.txt"
        ? Answer(headers: [("Content-Type", "text/plain")], body: Array("User-agent: *\nDisallow: /closed\n".utf8))
        : .page(target)
    }
    #expect(outcome.failures.count { $0 == .robots } == 1)
    #expect(server.targets == ["/robots.txt", "/open"])
  }

  @Test(arguments: [(404, true), (403, true), (500, false), (503, false)])
  func aMissingFileAllowsAndABrokenOneForbids(status: Int, isAllowed: Bool) async throws {
    let (outcome, _) = try await Self.fetch(["/a"]) { target, _ in
      target == "/robots.txt" ? .status(status) : .page("a")
    }
    #expect(outcome.failures == [isAllowed ? nil : .robots])
  }

  // MARK: Redirects

  @Test func redirectsAreFollowedAndKept() async throws {
    let (outcome, server) = try await Self.fetch(["/old"]) { target, _ in
      switch target {
      case "/old": .status(301, [("Location", "/newer")])
      case "/newer": .status(302, [("Location", "page")])
      default: Self.site(target, .page("p"))
      }
    }
    #expect(outcome.report.fetched == 1)
    #expect(server.targets == ["/robots.txt", "/old", "/newer", "/page"])
    #expect(outcome.archive.responses == [server.address("/old"), server.address("/newer"), server.address("/page")])
  }

  @Test func circlesEnd() async throws {
    let (outcome, server) = try await Self.fetch(["/1", "/a"]) { target, before in
      switch target {
      case "/a": .status(302, [("Location", "/b")])
      case "/b": .status(302, [("Location", "/a")])
      case "/robots.txt": .status(404)
      default: .status(302, [("Location", "/\((Int(target.dropFirst()) ?? 0) + 1)")])
      }
    }
    #expect(outcome.failures == [.redirect, .redirect])
    #expect(server.targets.count < 12)
  }

  @Test func privateAddressesAreRefusedAlsoBehindRedirects() async throws {
    let server = try await LoopbackServer.start { target, _ in Self.site(target, .page("secret")) }
    defer { Task { await server.stop() } }
    var settings = Self.settings
    settings.allowsPrivate = false
    let direct = try await Self.fetch(
      [.page(server.address("/x")), .page("http://localhost/")], Scratch(), settings: settings)
    #expect(direct.failures.allSatisfy { $0 == .port || $0 == .privateAddress } && direct.failures.count == 2)
    #expect(server.targets.isEmpty)
    let outcome = try await RedirectingTransfer.fetch(to: [
      "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://127.0.0.1/", "http://10.0.0.1/",
      "http://inner.example/", "http://[::ffff:192.168.0.1]/", "https://open.example:6379/", "http://0x7f000001/",
      "http://user@open.example/",
    ])
    #expect(
      outcome.failures.count == 9 && outcome.failures.allSatisfy { [.privateAddress, .port, .badAddress].contains($0) })
    #expect(outcome.archive.responses.allSatisfy { $0.hasPrefix("http://open.example/") })
  }

  @Test func theConnectionGoesToTheAddressThatWasLookedAt() async throws {
    let (here, elsewhere) = (try #require(IPAddress("127.0.0.1")), try #require(IPAddress("127.0.0.2")))
    let server = try await LoopbackServer.start { target, _ in Self.site(target, .page("a")) }
    defer { Task { await server.stop() } }
    let address = try PageAddress("http://news.invalid:\(server.port)/a")
    let transfer = HTTPTransfer(hosts: 1, timeouts: .init())
    let response = try await transfer.send(
      TransferRequest(address: address, peers: [here], headers: [], maximumBytes: 1000, timeouts: .init()))
    #expect(response.status == 200 && response.peer == here)
    #expect(server.requests.first?["host"] == "news.invalid:\(server.port)")
    await #expect(throws: FetchFailure.self) {
      try await transfer.send(
        TransferRequest(address: address, peers: [elsewhere], headers: [], maximumBytes: 1000, timeouts: .init()))
    }
    await transfer.shutdown()
  }

  // MARK: Going on

  @Test func aSecondFetchGoesOn() async throws {
    let server = try await LoopbackServer.start { target, before in
      switch target {
      case "/late": before == 0 ? .status(500) : .page("late")
      case "/old": .status(301, [("Location", "/new")])
      default: Self.site(target, .page(target))
      }
    }
    defer { Task { await server.stop() } }
    let scratch = try Scratch()
    var settings = Self.settings
    settings.retries = 0
    let list: [Fetch.Input] = ["/a", "/late", "/old"].map { .page(server.address($0)) }
    let first = try await Self.fetch(list, scratch, settings: settings)
    #expect(first.report.fetched == 2 && first.report.failed == 1)
    // What a killed fetch leaves: half a record.
    let torn = try Gzip.member([Array("WARC/1.1\r\nWARC-Type: response\r\n\r\n".utf8)]).dropLast(9)
    try scratch.append(Array(torn), to: "pages.warc.gz")
    let second = try await Self.fetch(list, scratch, settings: settings)
    #expect(second.report.fetched == 1 && second.report.present == 2 && second.report.failed == 0)
    #expect(server.targets.count { $0 == "/a" } == 1)
    #expect(server.targets.count { $0 == "/old" } == 1)
    #expect(second.archive.records.count { $0["warc-type"] == "warcinfo" } == 1)
    #expect(Set(second.archive.responses) == Set(["/a", "/late", "/old", "/new"].map(server.address)))
  }

  @Test func whatIsAsItWasIsNotSentAgain() async throws {
    let server = try await LoopbackServer.start { target, before in
      switch target {
      case "/tag":
        before == 0
          ? Answer(headers: [("ETag", "\"v1\"")], body: Array("<p>t".utf8)) : .status(304, [("ETag", "\"v1\"")])
      case "/date":
        before == 0 ? Answer(headers: [("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")], body: [65]) : .page("new")
      default: Self.site(target, before == 0 ? .page("p") : .status(304))
      }
    }
    defer { Task { await server.stop() } }
    let list: [Fetch.Input] = ["/tag", "/date", "/plain"].map { .page(server.address($0)) }
    let (one, two) = (try Scratch(), try Scratch())
    _ = try await Self.fetch(list, one)
    let earlier = try EarlierArchive(path: one.path("pages.warc.gz"))
    let second = try await Self.fetch(list, two, since: earlier)
    #expect(second.report.fetched == 2 && second.report.unchanged == 1)
    #expect(second.report.failed == 1, "nobody asked on a condition")
    let asked = server.requests.suffix(3)
    #expect(asked.first { $0.target == "/tag" }?["if-none-match"] == "\"v1\"")
    #expect(asked.first { $0.target == "/date" }?["if-modified-since"] == "Sat, 21 Nov 2026 10:00:00 GMT")
    let revisits = second.archive.records.filter { $0["warc-type"] == "revisit" }
    #expect(revisits.map { $0["warc-target-uri"] } == [server.address("/tag")])
    // The day after, too.
    let third = try await Self.fetch(list, Scratch(), since: EarlierArchive(path: two.path("pages.warc.gz")))
    #expect(third.report.unchanged == 1)
  }

  @Test func twoFetchesDoNotShareAnArchive() async throws {
    let scratch = try Scratch()
    let archive = try Archive(path: scratch.path("pages.warc.gz"), settings: Self.settings)
    #expect(throws: ArchiveError.self) { try Archive(path: scratch.path("pages.warc.gz"), settings: Self.settings) }
    try archive.finish()
  }

  @Test func whatIsNoArchiveIsLeftAlone() throws {
    let scratch = try Scratch()
    try scratch.append(Array("not an archive".utf8), to: "pages.warc.gz")
    #expect(throws: ArchiveError.self) { try Archive(path: scratch.path("pages.warc.gz"), settings: Self.settings) }
    #expect(try scratch.bytes("pages.warc.gz") == Array("not an archive".utf8))
  }

  @Test func aStopLetsWhatIsInFlightFinish() async throws {
    let stop = Fetch.Stop()
    let (outcome, server) = try await Self.fetch(["/a", "/b", "/c"], stop: stop) { target, _ in
      if target == "/a" { stop.set() }
      return Self.site(target, .page(target))
    }
    #expect(outcome.report.isInterrupted && outcome.report.fetched == 1)
    #expect(server.targets == ["/robots.txt", "/a"])
    #expect(outcome.archive.records.count == 3)
  }

  // MARK: Lists

  @Test func listsAreRead() async throws {
    let server = try await LoopbackServer.start { target, _ in
      switch target {
      case "/index.xml":
        Answer(
          body: Array(
            "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>/map.xml</loc></sitemap></sitemapindex>"
              .utf8))
      case "/map.xml": Answer(body: Array("<urlset><url><loc> /m1 </loc></url><url><loc>/m2</loc></url></urlset>".utf8))
      case "/feed":
        Answer(
          body: Array(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><link rel=\"edit\" href=\"/e\"/><link href=\"/f1\"/></entry></feed>"
              .utf8))
      default: Self.site(target, .page(target))
      }
    }
    defer { Task { await server.stop() } }
    let scratch = try Scratch()
    let lines = "# pages\n\n\(server.address("/l1")) seen 2026\r\nnot an address\n\(server.address("/l2"))"
    try scratch.append(Array(lines.utf8), to: "list.txt")
    let rss = "<rss><channel><item><link>\(server.address("/r1"))</link></item></channel></rss>"
    try scratch.append(Array(rss.utf8), to: "feed.xml")
    let outcome = try await Self.fetch(
      [
        .file(scratch.path("list.txt")), .file(scratch.path("feed.xml")), .list(server.address("/index.xml")),
        .list(server.address("/feed")), .list(server.address("/page")), .file(scratch.path("missing")),
      ], scratch)
    #expect(Set(outcome.archive.responses) == Set(["/l1", "/l2", "/r1", "/m1", "/m2", "/f1"].map(server.address)))
    #expect(outcome.failures.compactMap { $0 }.map(\.rawValue).sorted() == ["bad_address", "bad_list", "bad_list"])
    #expect(outcome.report.fetched == 6 && outcome.report.failed == 3 && outcome.report.addresses == 9)
  }

  @Test func aLimitEndsTheFetch() async throws {
    var settings = Self.settings
    settings.limit = 2
    let (outcome, _) = try await Self.fetch(["/a", "/b", "/c"], settings: settings) { target, _ in
      Self.site(target, .page(target))
    }
    #expect(outcome.report.fetched == 2 && !outcome.report.isInterrupted)
  }
}

/// Answers every page of `open.example` with a redirect; counts what it is asked for.
struct RedirectingTransfer: Transfer {
  let targets: [String]

  func send(_ request: TransferRequest) async throws(FetchFailure) -> TransferResponse {
    let number = Int(request.address.target.dropFirst())
    return TransferResponse(
      status: number == nil ? 404 : 302, reason: "", headers: number.map { [("Location", targets[$0])] } ?? [],
      body: [],
      peer: request.peers[0])
  }

  static func fetch(to targets: [String]) async throws -> FetchTests.Outcome {
    let scratch = try Scratch()
    let (open, inner) = (try #require(IPAddress("8.8.8.8")), try #require(IPAddress("10.0.0.1")))
    let rules = AddressRules(allowsPrivate: false) { name in [name == "open.example" ? open : inner] }
    var settings = FetchTests.settings
    settings.allowsPrivate = false
    let archive = try Archive(path: scratch.path("pages.warc.gz"), settings: settings)
    let failures = Mutex<[FetchFailure.Code?]>([])
    let visitor = PageVisitor(settings: settings, rules: rules, transfer: RedirectingTransfer(targets: targets))
    let source = AddressSource(targets.indices.map { .address("http://open.example/\($0)", .page) })
    var fetch = Fetch(source, into: archive, visitor: visitor, stop: Fetch.Stop()) { result in
      failures.withLock { $0.append(result.failure?.code) }
    }
    let report = try await fetch.run()
    return FetchTests.Outcome(
      report: report, results: [], failures: failures.withLock { $0 },
      archive: try ArchiveText(scratch.path("pages.warc.gz")))
  }
}
