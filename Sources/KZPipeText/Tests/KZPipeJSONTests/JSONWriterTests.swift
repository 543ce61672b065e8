import KZPipeJSON
import Testing

@Suite struct JSONWriterTests {
  private func written(_ value: JSONValue, pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func compactForm() {
    let value: JSONValue = ["a": [1, 2.5, true, nil], "b": [:], "c": [], "d": "x"]
    #expect(written(value) == #"{"a":[1,2.5,true,null],"b":{},"c":[],"d":"x"}"#)
  }

  @Test func prettyForm() {
    let value: JSONValue = ["a": [1, [:]], "b": []]
    #expect(
      written(value, pretty: true) == """
        {
          "a": [
            1,
            {}
          ],
          "b": []
        }
        """)
  }

  @Test func escapes() {
    #expect(written("\"\\/\u{08}\u{09}\u{0A}\u{0C}\u{0D}\u{01}\u{1F}Қ😀") == #""\"\\/\b\t\n\f\r\u0001\u001fҚ😀""#)
  }

  @Test(arguments: [
    (0.0, "0"), (-1.0, "-1"), (0.1, "0.1"), (1e-7, "1e-07"), (1e300, "1e+300"), (.infinity, "null"), (.nan, "null"),
    (9_007_199_254_740_991, "9007199254740991"),
  ]) func doubles(value: Double, text: String) {
    var writer = JSONWriter()
    writer.number(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test func roundedDoubles() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.number(0.123456, places: 3)
    writer.number(2, places: 3)
    writer.endArray()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "[0.123,2]")
  }

  @Test func membersWithoutValuesAreLeftOut() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", nil as String?)
    writer.member("b", "text")
    writer.member("c", [])
    writer.member("d", ["x", "y"])
    writer.member("e", 3)
    writer.endObject()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"b":"text","d":["x","y"],"e":3}"#)
  }
}
