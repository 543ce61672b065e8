import Testing

@testable import KZPipeHost

/// The regular expressions of configuration tests.
@Suite struct TextPatternTests {
  @Test(arguments: [
    ("abc", "xabcx", true), ("abc", "ab", false), ("^abc$", "abc", true), ("^abc$", "abcd", false), ("", "", true),
    ("a.c", "abc", true), ("a.c", "a\nc", false), ("a|b|cd", "xcd", true), ("^(a|b)+$", "abba", true),
    ("^(a|b)+$", "abca", false), ("^(?:ab)*$", "abab", true), ("^(?:ab)*$", "aba", false), ("colou?r", "color", true),
    ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaaa", false), ("^a{2}$", "aa", true),
    ("^a{2,}$", "aaaaa", true), ("^a{0}$", "", true), ("a{x}", "a{x}", true), ("^[a-c]+$", "abc", true),
    ("[^a-c]", "abc", false), ("[]]", "]", true), ("[a-]", "-", true), ("^\\d+\\s\\w+$", "12 телескоп", true),
    ("\\D", "12", false), ("^\\W$", "-", true), ("^\\S$", " ", false), ("[\\d.]+", "1.5", true),
    ("\\bcat\\b", "a cat sat", true), ("\\bcat\\b", "concat", false), ("(?i)ҚАЗАҚ", "қазақстан", true),
    ("ҚАЗАҚ", "қазақстан", false), ("(?i)[a-z]", "Q", true), ("\\.", "a", false), ("^(a*)*$", "aaab", false),
    ("(^a)", "ba", false), ("a$|b", "ab", true), ("^$", "", true),
  ])
  func finds(_ pattern: String, text: String, found: Bool) throws {
    #expect(try TextPattern(pattern).isFound(in: text) == found)
  }

  @Test(arguments: [
    ("(a", "has a \"(\" that nothing closes"), ("a)", "has a \")\" too many"),
    ("[a", "has a \"[\" that nothing closes"),
    ("*a", "has a \"*\" with nothing before it"), ("a\\", "ends with a backslash"),
    ("\\q", "uses \\q, which is not known"),
    ("[z-a]", "has the range z-a, which is none"),
    ("(?=a)", "uses (?…), of which only (?:…) and a leading (?i) are known"),
    ("a{3,2}", "repeats something from 3 to 2 times, and 1000 is the most"), ("((a{100}){100}){9}", "is too large"),
  ])
  func refuses(_ pattern: String, reason: String) {
    #expect(throws: TextPattern.Fault(reason: reason)) { try TextPattern(pattern) }
  }

  @Test func depthIsBounded() {
    let deep = String(repeating: "(", count: 50_000) + "a" + String(repeating: ")", count: 50_000)
    #expect(throws: TextPattern.Fault(reason: "is nested too deeply")) { try TextPattern(deep) }
  }

  /// Backtracking would take 2^60 steps here.
  @Test func theClassicTrapIsLinear() throws {
    let pattern = String(repeating: "a?", count: 60) + String(repeating: "a", count: 60)
    #expect(try TextPattern(pattern).isFound(in: String(repeating: "a", count: 60)))
    #expect(try !TextPattern("^(a|aa)+$").isFound(in: String(repeating: "a", count: 5000) + "b"))
  }
}
