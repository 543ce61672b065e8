import KZPipeJSON
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String, tolerant: Bool = false, depth: Int = 64) throws(JSONError) -> JSONValue {
    try JSONValue.parse(Array(text.utf8), tolerant: tolerant, maximumDepth: depth)
  }

  @Test func values() throws {
    let value = try parse(#" {"a": [1, -2.5e3, true, false, null], "b": {"c": "x\n\u0041\ud83d\ude00\/"}, "a": 2} "#)
    #expect(value["b"]?["c"]?.string == "x\nA😀/")
    #expect(value["a"]?.integer == 2)
    #expect(value.object?.map(\.key) == ["a", "b", "a"])
    #expect(value.object?.first?.value[1]?.double == -2500)
    #expect(value.object?.first?.value.array?.count == 5)
    #expect(value["zzz"] == nil && value[0] == nil)
    #expect(
      try parse("12345678901234567890")
        == .number(JSONNumber(text: "12345678901234567890", double: 1.2345678901234567e19)))
  }

  @Test(arguments: [
    ("", JSONError.Fault.empty, 0), ("{", .unterminated, 1), ("[1,]", .unexpected, 3), ("{\"a\" 1}", .unexpected, 5),
    ("01", .badNumber, 0),
    ("1.", .badNumber, 0), ("-", .badNumber, 0), ("1e", .badNumber, 0), ("\"a", .unterminated, 0),
    ("\"\\x\"", .badEscape, 1),
    ("\"\\u12\"", .badEscape, 1), ("\"a\nb\"", .badString, 2), ("tru", .unexpected, 0), ("1 2", .trailing, 2),
    ("[[[[[", .tooDeep, 4),
    ("{\"a\":1,}", .unexpected, 7), ("[1 2]", .unexpected, 3), ("nul", .unexpected, 0), ("'a'", .unexpected, 0),
    ("// x\n1", .unexpected, 0),
  ]) func strictFaults(text: String, fault: JSONError.Fault, offset: Int) {
    #expect(throws: JSONError(fault, at: offset)) { try parse(text, depth: 4) }
  }

  @Test func strictReadingRefusesBrokenUTF8() {
    #expect(throws: JSONError(.badString, at: 1)) {
      try JSONValue.parse([0x22, 0xFF, 0x22], tolerant: false, maximumDepth: 4)
    }
  }

  @Test(arguments: [
    (#"{"a":1,}"#, #"{"a":1}"#), ("[1,,2,]", "[1,2]"), ("{\"a\":\"x\ny\"}", #"{"a":"x\ny"}"#),
    (#"{"a":1}{"a":2}"#, #"[{"a":1},{"a":2}]"#),
    ("<!-- {\"a\":1} -->", #"{"a":1}"#), ("//<![CDATA[\n{\"a\":1}\n//]]>", #"{"a":1}"#),
    ("/*<![CDATA[*/{\"a\":1}/*]]>*/", #"{"a":1}"#),
    (#"{"a":[1,{"b":2"#, #"{"a":[1,{"b":2}]}"#), (#"{"a":1};"#, #"{"a":1}"#), (#"{"a":1}}"#, #"{"a":1}"#),
    (#""\ud800x""#, "\"\u{FFFD}x\""),
    (#""\udc00\ud83d\u0041""#, "\"\u{FFFD}\u{FFFD}A\""), ("[1 2]", "[1,2]"), (#"{"a":1 "b":2}"#, #"{"a":1,"b":2}"#),
    (#"{"a": /* c */ 1}"#, #"{"a":1}"#),
    (#""it\'s""#, #""it's""#), (#"{"a":'it',"b":"x"}"#, #"{"a":"it","b":"x"}"#),
    (#"{"a":"the "new" bridge", "b":1}"#, #"{"a":"the \"new\" bridge","b":1}"#),
    (#"{"a":"called "Steppe", a light show","b":true}"#, #"{"a":"called \"Steppe\", a light show","b":true}"#),
    ("{\"a\":\"x\"\n\"b\":\"y\"}", #"{"a":"x","b":"y"}"#), (#"["a", null, "b"]"#, #"["a",null,"b"]"#), (#"{"a""#, "{}"),
    (#"{"a":"#, "{}"), (#"{"a":"tex"#, #"{"a":"tex"}"#),
    (#"["\u12"]"#, #"["\\u12"]"#),
    // Zeros in front of a number (found by fuzzing).
    ("007", "7"), ("-000.5", "-0.5"), ("00", "0"), ("[0, 0.10]", "[0,0.10]"),
  ]) func tolerantReading(text: String, expected: String) throws {
    var writer = JSONWriter()
    writer.value(try parse(text, tolerant: true))
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: ["", "  ", "undefined", "{a:1}", "<html>", "[1,x]", "{\"a\":}"]) func tolerantReadingHasItsLimits(
    text: String
  ) {
    #expect(throws: JSONError.self) { try parse(text, tolerant: true) }
  }

  @Test func depthIsBoundedWhateverIsAsked() {
    for (open, tolerant) in [("[", true), ("{\"a\":", true), ("[", false)] {
      let text = String(repeating: open, count: 100_000)
      #expect(throws: JSONError.self) { try parse(text, tolerant: tolerant, depth: 1_000_000) }
    }
    #expect((try? parse(String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000), depth: 1000)) != nil)
  }

  /// What is written reads back as the same value, and any bytes at all give a value or an error.
  @Test func roundTripsAndHostileBytes() throws {
    var random = SystemlessGenerator(state: 42)
    for _ in 0..<400 {
      let value = random.value(depth: 0)
      for pretty in [false, true] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(value)
        #expect(try JSONValue.parse(writer.bytes, tolerant: false, maximumDepth: 16) == value)
        #expect(try JSONValue.parse(writer.bytes, tolerant: true, maximumDepth: 16) == value)
        var broken = writer.bytes
        for _ in 0..<3 where !broken.isEmpty { broken[random.number(broken.count)] = UInt8(random.number(256)) }
        _ = try? JSONValue.parse(broken, tolerant: true, maximumDepth: 16)
        _ = try? JSONValue.parse(
          Array(broken.prefix(random.number(broken.count + 1))), tolerant: true, maximumDepth: 16)
      }
    }
  }
}

/// Seeded values (SplitMix64).
private struct SystemlessGenerator {
  var state: UInt64

  mutating func number(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
  }

  mutating func text() -> String {
    let pieces = ["a", "\"", "\\", "\n", "\u{0}", "é", "Қ", "😀", "/", "\u{2028}", " "]
    return (0..<number(6)).map { _ in pieces[number(pieces.count)] }.joined()
  }

  mutating func value(depth: Int) -> JSONValue {
    switch number(depth > 4 ? 5 : 7) {
    case 0: return .null
    case 1: return .bool(number(2) == 0)
    case 2: return JSONValue(integerLiteral: number(100_000) - 50_000)
    case 3: return JSONValue(floatLiteral: Double(number(1_000_000)) / 1024)
    case 4: return .string(text())
    case 5: return .array((0..<number(5)).map { _ in value(depth: depth + 1) })
    default: return .object((0..<number(5)).map { _ in JSONMember(text(), value(depth: depth + 1)) })
    }
  }
}
