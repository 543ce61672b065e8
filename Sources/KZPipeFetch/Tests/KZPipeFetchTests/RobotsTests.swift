import Testing

@testable import KZPipeFetch

/// RFC 9309, and the custom of a delay.
@Suite struct RobotsTests {
  private func rules(_ text: String, agent: String = "kzpipe-fetch") -> RobotsRules {
    RobotsRules(Array(text.utf8), agent: agent)
  }

  @Test func theLongestMatchDecides() {
    let rules = rules("User-agent: *\nDisallow: /news/\nAllow: /news/world/\nDisallow: /news/world/old\n")
    #expect(rules.allow("/"))
    #expect(!rules.allow("/news/"))
    #expect(rules.allow("/news/world/1"))
    #expect(!rules.allow("/news/world/old/1"))
  }

  @Test func equalMatchesAllow() {
    #expect(rules("User-agent: *\nDisallow: /page\nAllow: /page\n").allow("/page"))
    #expect(rules("User-agent: *\nAllow: /page\nDisallow: /page\n").allow("/page"))
  }

  @Test(arguments: [
    ("/*.pdf$", "/a/b.pdf", true), ("/*.pdf$", "/a/b.pdfx", false), ("/*.pdf$", "/a.pdf?x=.pdf", true),
    ("/a*b*c", "/axxbyyc", true), ("/a*b*c", "/axxcyyb", false), ("/fish*", "/fish", true), ("/fish$", "/fish/", false),
    ("/", "/anything", true), ("*", "/x", true), ("/Fish", "/fish", false), ("/*?print=", "/a?print=1", true),
    ("/a%3cd", "/a%3Cd", true), ("/%7Ejoe", "/~joe", true), ("/қ", "/%D2%9B", true), ("$", "/", false),
    ("/a**b", "/a/b", true),
  ])
  func patternsMatch(pattern: String, path: String, isMatch: Bool) {
    #expect(rules("User-agent: *\nDisallow: \(pattern)\n").allow(path) != isMatch)
  }

  @Test func theGroupThatNamesTheCrawlerAloneCounts() {
    let text = "User-agent: *\nDisallow: /\n\nUser-agent: KZPipe-Fetch/1.0\nUser-agent: other\nDisallow: /private\n"
    #expect(rules(text).allow("/news"))
    #expect(!rules(text).allow("/private/x"))
    #expect(!rules(text, agent: "somebody").allow("/news"))
    #expect(rules(text, agent: "other").allow("/news"))
    #expect(!rules(text, agent: "kzpipe").allow("/news"))
  }

  @Test func groupsOfOneNameAreJoined() {
    let text = "User-agent: a\nDisallow: /1\n\nUser-agent: b\nDisallow: /2\n\nUser-agent: a\nDisallow: /3\n"
    let rules = rules(text, agent: "a")
    #expect(!rules.allow("/1"))
    #expect(rules.allow("/2"))
    #expect(!rules.allow("/3"))
  }

  @Test func whatIsEmptyOrStrangeForbidsNothing() {
    #expect(rules("").allow("/x"))
    #expect(rules("User-agent: *\nDisallow:\n").allow("/x"))
    #expect(rules("<!doctype html><html><body>Disallow everything</body></html>").allow("/x"))
    #expect(rules("Disallow: /x\n").allow("/x"))
    #expect(rules("\u{FEFF}User-agent: * # all\r\nDisallow: /x # secret\r\n").allow("/y"))
    #expect(!rules("\u{FEFF}User-agent: * # all\r\nDisallow: /x # secret\r\n").allow("/x"))
    #expect(rules("User-agent: kzpipe-fetch\n\nUser-agent: *\nDisallow: /x\n").allow("/x") == false)
  }

  @Test func theFileItselfIsReadable() { #expect(RobotsRules.unreachable("").allow("/robots.txt")) }

  @Test func theDelayIsRead() {
    #expect(rules("User-agent: *\nCrawl-delay: 2.5\n").crawlDelay == 2.5)
    #expect(rules("User-agent: *\nCrawl-delay: soon\n").crawlDelay == nil)
    #expect(rules("User-agent: *\nCrawl-delay: -1\n").crawlDelay == nil)
  }

  @Test func whatLiesBehindTheLimitIsNotRead() {
    let filler = String(repeating: "# filler\n", count: RobotsRules.limit / 9 + 1)
    #expect(rules("User-agent: *\n" + filler + "Disallow: /\n").allow("/x"))
  }

  @Test func hostilePatternsEnd() {
    let pattern = String(repeating: "*a", count: 2000) + "$"
    #expect(rules("User-agent: *\nDisallow: /\(pattern)\n").allow("/" + String(repeating: "a", count: 1999) + "b"))
  }
}
