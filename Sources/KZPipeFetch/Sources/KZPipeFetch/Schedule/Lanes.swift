import DequeModule

/// Who may go when: one request at a time for a host, and a pause between two of them.
///
/// Knows neither clock nor network; it is told what time it is and what became of a request.
struct Lanes {
  enum Step: Sendable, Hashable {
    /// The site's rules are needed first.
    case robots(PageAddress.Origin)
    case visit(Visit)
  }

  enum Decision: Hashable {
    case start(Step, host: String)
    /// The site's rules forbid it; with the reason when they could not be read.
    case refuse(Visit, fault: String?)
    /// Nothing may start before then.
    case wait(until: ContinuousClock.Instant)
    /// Every host with something to do is at work.
    case busy
    case empty
  }

  private struct Lane {
    var visits: Deque<Visit> = []
    var isAtWork = false
    var opens: ContinuousClock.Instant?
    var robots: [PageAddress.Origin: RobotsRules] = [:]
  }

  /// Hosts whose rules and pauses are remembered while nothing waits for them.
  private static let remembered = 4096
  /// Crawl delays above this are cut: nobody means a page a day.
  static let longestDelay = 60.0

  private let interval: Duration
  private var lanes: [String: Lane] = [:]
  /// Hosts with visits, in the order in which they came.
  private var hosts: Deque<String> = []
  /// Visits that wait or are at work.
  private(set) var count = 0

  /// - Parameter interval: least time between the starts of two requests to a host
  init(interval: Duration) { self.interval = interval }

  mutating func add(_ visit: Visit) {
    count += 1
    enqueue(visit, isFirst: false)
  }

  private mutating func enqueue(_ visit: Visit, isFirst: Bool) {
    let host = visit.address.host
    let isNew = lanes[host]?.visits.isEmpty ?? true
    if isFirst {
      lanes[host, default: Lane()].visits.prepend(visit)
    } else {
      lanes[host, default: Lane()].visits.append(visit)
    }
    if isNew { hosts.append(host) }
  }

  /// What can be done now.
  mutating func next(now: ContinuousClock.Instant) -> Decision {
    guard !hosts.isEmpty else { return .empty }
    var soonest: ContinuousClock.Instant?
    for index in hosts.indices {
      let host = hosts[index]
      guard let lane = lanes[host], !lane.isAtWork, let visit = lane.visits.first else { continue }
      let origin = visit.address.origin
      if let rules = lane.robots[origin], !rules.allow(visit.address.target) {
        remove(host, at: index)
        return .refuse(visit, fault: rules.fault)
      }
      if let opens = lane.opens, opens > now {
        soonest = min(soonest ?? opens, opens)
        continue
      }
      let next = now + pause(lane, origin)
      lanes[host]?.isAtWork = true
      lanes[host]?.opens = next
      guard lane.robots[origin] != nil else { return .start(.robots(origin), host: host) }
      remove(host, at: index)
      return .start(.visit(visit), host: host)
    }
    return soonest.map { .wait(until: $0) } ?? .busy
  }

  private func pause(_ lane: Lane, _ origin: PageAddress.Origin) -> Duration {
    let delay = lane.robots[origin]?.crawlDelay ?? 0
    return max(interval, .seconds(min(delay, Self.longestDelay)))
  }

  /// Takes the lane's first visit out; a lane with more of them goes behind the others.
  private mutating func remove(_ host: String, at index: Int) {
    lanes[host]?.visits.removeFirst()
    hosts.remove(at: index)
    if lanes[host]?.visits.isEmpty == false { hosts.append(host) }
  }

  // MARK: Results

  /// The host's request is over.
  /// - Parameter pause: what the server asked for
  mutating func release(_ host: String, now: ContinuousClock.Instant, pause: Duration = .zero) {
    guard let opens = lanes[host]?.opens else { return }
    lanes[host]?.isAtWork = false
    lanes[host]?.opens = max(opens, now + pause)
    forgetIdle(now: now)
  }

  mutating func learn(_ rules: RobotsRules, of origin: PageAddress.Origin) {
    lanes[origin.host]?.robots[origin] = rules
  }

  /// Goes on with a visit, before what waits for its host.
  mutating func resume(_ visit: Visit) { enqueue(visit, isFirst: true) }

  /// The visit has ended.
  mutating func finish() { count -= 1 }

  private mutating func forgetIdle(now: ContinuousClock.Instant) {
    guard lanes.count > Self.remembered + hosts.count else { return }
    lanes = lanes.filter { !$0.value.visits.isEmpty || $0.value.isAtWork || ($0.value.opens ?? now) > now }
  }
}
