import Synchronization

/// Fetches a list of addresses into a web archive.
public struct Fetch {
  /// What became of one address of the list.
  public struct Result: Sendable {
    public var listed: String
    /// Where it led, when that is another address.
    public var reached: String?
    public var failure: FetchFailure?
    /// Of the last response.
    public var status: Int?
  }

  public struct Report: Sendable, Hashable {
    public var addresses = 0
    public var fetched = 0
    public var failed = 0
    /// As in the archive that was named as the earlier one; counts as fetched too.
    public var unchanged = 0
    /// In the archive already, or named before.
    public var present = 0
    /// Bytes of the responses, as they came.
    public var bytesIn = 0
    public var isInterrupted = false
  }

  /// Says that nothing new should begin.
  public final class Stop: Sendable {
    private let flag = Atomic<Bool>(false)
    public init() {}
    public func set() { flag.store(true, ordering: .relaxed) }
    public var isSet: Bool { flag.load(ordering: .relaxed) }
  }

  private enum Event: Sendable {
    case robots(PageAddress.Origin, RobotsRules)
    case visited(Visit, PageVisitor.Outcome)
    case time
  }

  /// Addresses that are read ahead, so that hosts can take turns.
  private static let window = 10_000
  /// Sitemaps above a sitemap.
  private static let listDepth = 2
  /// Addresses that feeds and sitemaps of the web may bring.
  private static let listed = 500_000

  private let visitor: PageVisitor
  private let stop: Stop
  private let told: (Result) -> Void
  private var source: AddressSource
  private let archive: Archive
  private var lanes: Lanes
  private var report = Report()
  /// Addresses that were listed or led to.
  private var seen: Set<UInt64> = []
  private var atWork = 0
  private var fromLists = 0
  private var isSourceEmpty = false

  private var settings: FetchSettings { visitor.settings }

  init(
    _ source: AddressSource, into archive: Archive, visitor: PageVisitor, stop: Stop, told: @escaping (Result) -> Void
  ) {
    self.source = source
    self.archive = archive
    self.visitor = visitor
    self.stop = stop
    self.told = told
    lanes = Lanes(interval: .seconds(visitor.settings.hostSeconds))
  }

  mutating func run() async throws(ArchiveError) -> Report {
    var failure: ArchiveError?
    await withTaskGroup(of: Event.self) { group in
      do throws(ArchiveError) {
        while true {
          read()
          let isWaiting = start(&group)
          guard atWork > 0 || isWaiting, let event = await group.next() else { break }
          try take(event)
        }
      } catch {
        failure = error
      }
      group.cancelAll()
    }
    if let failure { throw failure }
    try archive.finish()
    report.isInterrupted = stop.isSet && !(isSourceEmpty && lanes.count == 0)
    return report
  }

  // MARK: Addresses

  private mutating func read() {
    while !isSourceEmpty, !stop.isSet, lanes.count < Self.window {
      guard report.addresses < settings.limit ?? .max, let entry = source.next() else {
        isSourceEmpty = true
        return
      }
      switch entry {
      case .visit(let visit): add(visit)
      case .failure(let text, let failure):
        report.addresses += 1
        tell(Result(listed: text, failure: failure))
      }
    }
  }

  private mutating func add(_ visit: Visit) {
    let isPage = visit.purpose == .page
    if isPage { report.addresses += 1 }
    guard seen.insert(visit.address.hash64).inserted, !(isPage && archive.holds(visit.address)) else {
      if isPage { report.present += 1 }
      return
    }
    lanes.add(visit)
  }

  private mutating func add(_ entries: [ListDocument.Entry], of visit: Visit) {
    guard case .list(let depth) = visit.purpose else { return }
    for entry in entries {
      guard fromLists < Self.listed, entry.isList || report.addresses < settings.limit ?? .max else { return }
      fromLists += 1
      do throws(FetchFailure) {
        let address = try PageAddress(entry.address)
        if entry.isList, depth >= Self.listDepth {
          throw FetchFailure(.list, "more than \(Self.listDepth) sitemaps above one another")
        }
        add(Visit(address, entry.isList ? .list(depth: depth + 1) : .page))
      } catch {
        report.addresses += 1
        tell(Result(listed: entry.address, failure: error))
      }
    }
  }

  // MARK: Steps

  /// Starts what may start.
  /// - Returns: whether something may start later
  private mutating func start(_ group: inout TaskGroup<Event>) -> Bool {
    while atWork < settings.hosts, !stop.isSet {
      let now = ContinuousClock.now
      switch lanes.next(now: now) {
      case .start(.robots(let origin), _):
        atWork += 1
        group.addTask { [visitor] in .robots(origin, await visitor.robots(of: origin)) }
      case .start(.visit(let visit), _):
        atWork += 1
        group.addTask { [visitor] in .visited(visit, await visitor.visit(visit)) }
      case .refuse(let visit, let fault):
        let message = fault.map { "the site's robots.txt cannot be had, so nothing may be read: \($0)" }
        end(visit, FetchFailure(.robots, message ?? "the site's robots.txt does not allow it"))
      case .wait(let moment):
        // In short naps, so that a stop is noticed.
        atWork += 1
        group.addTask {
          try? await Task.sleep(until: min(moment, now + .milliseconds(500)))
          return .time
        }
        return true
      case .busy, .empty: return false
      }
    }
    return false
  }

  private mutating func take(_ event: Event) throws(ArchiveError) {
    atWork -= 1
    switch event {
    case .time: break
    case .robots(let origin, let rules):
      lanes.learn(rules, of: origin)
      lanes.release(origin.host, now: .now)
    case .visited(let visit, .failed(let failure)):
      guard !retry(visit, failure) else { return }
      lanes.release(visit.address.host, now: .now)
      end(visit, failure)
    case .visited(let visit, .response(let exchange, let next)):
      report.bytesIn += exchange.response.body.count
      try take(exchange, next, of: visit)
    }
  }

  private mutating func take(
    _ exchange: PageVisitor.Exchange, _ next: PageVisitor.Next, of visit: Visit
  ) throws(ArchiveError) {
    if case .failed(let failure) = next, retry(visit, failure) { return }
    lanes.release(visit.address.host, now: .now)
    // Feeds and sitemaps are no pages, and the next fetch has to read them anew.
    if visit.purpose == .page { try archive.write(exchange) }
    switch next {
    case .done: end(visit, nil, exchange.response.status)
    case .unchanged:
      report.unchanged += 1
      end(visit, nil, exchange.response.status)
    case .failed(let failure): end(visit, failure, exchange.response.status)
    case .entries(let entries):
      add(entries, of: visit)
      end(visit, nil, exchange.response.status)
    case .redirect(let target):
      let redirected = visit.redirected(to: target)
      // Where it leads is fetched for its own sake.
      guard seen.insert(target.hash64).inserted, !archive.holds(target) else {
        end(redirected, nil, exchange.response.status)
        return
      }
      lanes.resume(redirected)
    }
  }

  /// Puts the visit back when another attempt makes sense.
  private mutating func retry(_ visit: Visit, _ failure: FetchFailure) -> Bool {
    let own = settings.retrySeconds * Double(1 << min(visit.failures, 16))
    let pause = max(own, failure.pause ?? 0)
    guard failure.isTransient, visit.failures < settings.retries, pause <= settings.longestPause, !stop.isSet else {
      return false
    }
    var visit = visit
    visit.failures += 1
    lanes.release(visit.address.host, now: .now, pause: .seconds(pause))
    lanes.resume(visit)
    return true
  }

  private mutating func end(_ visit: Visit, _ failure: FetchFailure?, _ status: Int? = nil) {
    lanes.finish()
    guard visit.purpose == .page || failure != nil else { return }
    if visit.purpose != .page { report.addresses += 1 }
    tell(
      Result(
        listed: visit.listed.description, reached: visit.hops.isEmpty ? nil : visit.address.description,
        failure: failure, status: status))
  }

  private mutating func tell(_ result: Result) {
    if result.failure == nil { report.fetched += 1 } else { report.failed += 1 }
    told(result)
  }
}
