import KZPipeJSON
import Testing

@testable import KZPipeHost

/// Frames as bytes and back, whatever pieces they arrive in and whatever somebody else sends.
@Suite struct FrameTests {
  static let messages: [Message] = [
    Message("hello", [JSONMember("protocol", 1)]),
    Message("end"),
    Message(
      "document", sequence: 7, [JSONMember("uri", "https://example.com/a")],
      parts: [.init("content", bytes: (0...255).map { $0 })]),
    Message(
      "answer", sequence: Int.max,
      parts: [
        .init("output", [JSONMember("file", "a/b.txt")], bytes: Array("text\n".utf8)), .init("empty", bytes: []),
        .init("article", bytes: Array(#"{"headline":"Жаңа көпір"}"#.utf8)),
      ]),
  ]

  /// Numbers that are the same in every run.
  struct Dice {
    var state: UInt64 = 1
    mutating func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  @Test(arguments: FrameForm.allCases) func comesBackWhateverPiecesItArrivesIn(_ form: FrameForm) throws {
    let bytes = Self.messages.flatMap { FrameEncoder.bytes(of: $0, as: form) }
    var dice = Dice()
    for most in [1, 3, 50, 10_000] {
      var decoder = FrameDecoder(form: form, bodyLimit: 1000)
      var found: [Message] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 + dice.roll(most))
        rest = rest.dropFirst(piece.count)
        decoder.append(piece)
        while let message = try decoder.next() { found.append(message) }
      }
      #expect(found == Self.messages)
      #expect(decoder.isBetweenFrames)
    }
  }

  @Test func theLayoutIsTheDocumentedOne() {
    let message = Message("answer", sequence: 1, parts: [.init("output", bytes: [9, 8])])
    let header = Array(#"{"type":"answer","seq":1,"parts":[{"name":"output","bytes":2}]}"#.utf8)
    #expect(FrameEncoder.bytes(of: message) == [0, 0, 0, UInt8(header.count), 0, 0, 0, 2] + header + [9, 8])
    let line = #"{"type":"answer","seq":1,"parts":[{"name":"output","text":"\t\b"}]}"# + "\n"
    #expect(String(decoding: FrameEncoder.bytes(of: message, as: .lines), as: UTF8.self) == line)
  }

  @Test func aBodyOverTheLimitIsPassedOver() throws {
    let large = Message("document", sequence: 3, parts: [.init("content", bytes: [UInt8](repeating: 1, count: 5000))])
    let bytes = FrameEncoder.bytes(of: large) + FrameEncoder.bytes(of: Self.messages[1])
    for size in [1, 700, 10_000] {
      var decoder = FrameDecoder(bodyLimit: 4999)
      var found: [Message] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        decoder.append(bytes[start..<min(start + size, bytes.count)])
        while let message = try decoder.next() { found.append(message) }
      }
      #expect(found.map(\.type) == ["document", "end"])
      #expect(found.first?.isCut == true && found.first?.sequence == 3 && found.first?.parts.isEmpty == true)
    }
  }

  static let faults: [(form: FrameForm, bytes: [UInt8], reason: String)] = [
    (.frames, Array("Loading the model ...\n".utf8), "wrote something else than frames to its standard output"),
    (.frames, [0x80, 0, 0, 0, 0, 0, 0, 0], "announced a header of 2147483648 bytes"),
    (
      .frames, [0, 0, 0, 1, 0, 0, 0, 0, 0x5B],
      "sent a malformed frame: the header is no JSON: the text ends inside a value (byte 1)"
    ),
    (
      .frames, [0, 0, 0, 2, 0, 0, 0, 0] + Array("{}".utf8),
      "sent a malformed frame: the header is no object with a \"type\""
    ),
    (
      .frames, framed(#"{"type":"a","parts":[{"name":"b","bytes":3}]}"#, [1, 2]),
      "sent a malformed frame: its parts do not add up to its body"
    ),
    (
      .frames, framed(#"{"type":"a","parts":[{"name":"b","bytes":-1}]}"#, [1]),
      "sent a malformed frame: its parts do not add up to its body"
    ),
    (.frames, framed(#"{"type":"a"}"#, [1]), "sent a malformed frame: its parts do not add up to its body"),
    (.frames, framed(#"{"type":"a","seq":1.5}"#, []), "sent a malformed frame: \"seq\" is no whole number"),
    (.lines, Array("Loading the model ...\n".utf8), "wrote something else than frames to its standard output"),
    (
      .lines, Array(#"{"type":"a","parts":[{"name":"b"}]}"#.utf8) + [10],
      "sent a malformed frame: a part has neither json nor text nor base64"
    ),
    (.lines, [UInt8](repeating: 0x7B, count: 2_000_000), "wrote a line of more than 1048776 bytes"),
  ]

  static func framed(_ header: String, _ body: [UInt8]) -> [UInt8] {
    [0, 0, 0, UInt8(header.utf8.count), 0, 0, 0, UInt8(body.count)] + Array(header.utf8) + body
  }

  @Test(arguments: faults.indices) func whatIsNoFrameIsRefused(_ index: Int) {
    let fault = Self.faults[index]
    var decoder = FrameDecoder(form: fault.form, bodyLimit: 100)
    decoder.append(fault.bytes)
    do {
      let message = try decoder.next()
      Issue.record("read as \(String(describing: message))")
    } catch {
      #expect(error.reason == fault.reason)
    }
  }

  /// Ten thousand damaged streams: a frame, a fault or a wait for more, never anything else, and an end.
  @Test(arguments: FrameForm.allCases) func damageIsAFaultOrAMessage(_ form: FrameForm) {
    let whole = Self.messages.flatMap { FrameEncoder.bytes(of: $0, as: form) }
    var dice = Dice()
    var faults = 0
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0...dice.roll(4) { bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256)) }
      bytes.removeLast(dice.roll(20))
      var decoder = FrameDecoder(form: form, bodyLimit: 1000)
      decoder.append(bytes)
      var messages = 0
      do {
        while try decoder.next() != nil { messages += 1 }
      } catch {
        faults += 1
        #expect(!error.reason.isEmpty)
      }
      #expect(messages <= bytes.count / 10)
    }
    #expect(faults > 1000)
  }

  @Test func base64IsThatOfTheStandard() {
    for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
      #expect(String(decoding: Base64.encode(Array(text.utf8)), as: UTF8.self) == coded)
      #expect(Base64.decode(coded) == Array(text.utf8))
    }
    let all = (0...255).map { UInt8($0) }
    #expect(Base64.decode(String(decoding: Base64.encode(all), as: UTF8.self)) == all)
    for wrong in ["Zg=", "Z===", "Zg==Zg==", "Z g=", "Zm9v\n"] { #expect(Base64.decode(wrong) == nil, "\(wrong)") }
  }
}
