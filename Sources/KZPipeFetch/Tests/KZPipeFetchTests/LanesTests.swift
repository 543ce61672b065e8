import Testing

@testable import KZPipeFetch

/// Rates and turns by a clock that the test moves.
@Suite struct LanesTests {
  private let start = ContinuousClock.now

  private func visit(_ text: String) throws -> Visit { Visit(try PageAddress(text)) }

  /// Lanes that know every rule needed.
  private func lanes(_ texts: [String], rules: RobotsRules = .allowed) throws -> Lanes {
    var lanes = Lanes(interval: .seconds(1))
    for text in texts {
      let visit = try visit(text)
      lanes.add(visit)
      lanes.learn(rules, of: visit.address.origin)
    }
    return lanes
  }

  private func target(_ decision: Lanes.Decision) -> String? {
    if case .start(.visit(let visit), _) = decision { visit.address.description } else { nil }
  }

  @Test func aHostIsAskedOnceASecond() throws {
    var lanes = try lanes(["http://a.example/1", "http://a.example/2"])
    #expect(target(lanes.next(now: start)) == "http://a.example/1")
    #expect(lanes.next(now: start) == .busy)
    lanes.release("a.example", now: start + .milliseconds(200))
    #expect(lanes.next(now: start + .milliseconds(200)) == .wait(until: start + .seconds(1)))
    #expect(lanes.next(now: start + .milliseconds(999)) == .wait(until: start + .seconds(1)))
    #expect(target(lanes.next(now: start + .seconds(1))) == "http://a.example/2")
  }

  @Test func schemesAndPortsOfAHostShareItsTurn() throws {
    var lanes = try lanes(["http://a.example/1", "https://a.example/2", "http://a.example:8080/3"])
    #expect(target(lanes.next(now: start)) == "http://a.example/1")
    lanes.release("a.example", now: start)
    #expect(lanes.next(now: start) == .wait(until: start + .seconds(1)))
  }

  @Test func hostsDoNotWaitForEachOther() throws {
    var lanes = try lanes(["http://a.example/1", "http://a.example/2", "http://b.example/1"])
    #expect(target(lanes.next(now: start)) == "http://a.example/1")
    #expect(target(lanes.next(now: start)) == "http://b.example/1")
    #expect(lanes.next(now: start) == .busy)
  }

  @Test func rulesComeFirstAndDelayTheRest() throws {
    var lanes = Lanes(interval: .seconds(1))
    let visit = try visit("http://a.example/x")
    lanes.add(visit)
    lanes.add(try self.visit("http://a.example/y"))
    #expect(lanes.next(now: start) == .start(.robots(visit.address.origin), host: "a.example"))
    lanes.learn(RobotsRules(Array("User-agent: *\nCrawl-delay: 7\n".utf8), agent: "x"), of: visit.address.origin)
    lanes.release("a.example", now: start)
    #expect(lanes.next(now: start) == .wait(until: start + .seconds(1)))
    #expect(target(lanes.next(now: start + .seconds(1))) == "http://a.example/x")
    lanes.release("a.example", now: start + .seconds(2))
    #expect(lanes.next(now: start + .seconds(2)) == .wait(until: start + .seconds(8)))
  }

  @Test func aDelayIsCut() throws {
    let rules = RobotsRules(Array("User-agent: *\nCrawl-delay: 86400\n".utf8), agent: "x")
    var lanes = try lanes(["http://a.example/1", "http://a.example/2"], rules: rules)
    _ = lanes.next(now: start)
    lanes.release("a.example", now: start)
    #expect(lanes.next(now: start) == .wait(until: start + .seconds(Lanes.longestDelay)))
  }

  @Test func whatIsForbiddenCostsNoTurn() throws {
    var lanes = try lanes(["http://a.example/1"], rules: .unreachable("gone"))
    #expect(lanes.next(now: start) == .refuse(try visit("http://a.example/1"), fault: "gone"))
    #expect(lanes.next(now: start) == .empty)
  }

  @Test func aPauseThatWasAskedForIsKept() throws {
    var lanes = try lanes(["http://a.example/1", "http://a.example/2"])
    _ = lanes.next(now: start)
    lanes.release("a.example", now: start, pause: .seconds(30))
    #expect(lanes.next(now: start + .seconds(29)) == .wait(until: start + .seconds(30)))
  }

  @Test func whatGoesOnGoesFirst() throws {
    var lanes = try lanes(["http://a.example/1", "http://a.example/2"])
    let first = try visit("http://a.example/1")
    _ = lanes.next(now: start)
    lanes.release("a.example", now: start)
    lanes.resume(first.redirected(to: try PageAddress("http://a.example/3")))
    #expect(target(lanes.next(now: start + .seconds(1))) == "http://a.example/3")
    #expect(lanes.count == 2)
  }
}
