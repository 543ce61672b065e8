import KZPipeJSON
import Testing

@testable import HTMLArticle

#if canImport(Glibc)
  import Glibc
#endif

/// The public tokenizer cases of html5lib, beside the repository when they are there.
struct TokenizerCases {
  static let directory: String = {
    let parts = #filePath.split(separator: "/").dropLast(5)
    return "/" + parts.joined(separator: "/") + "/../shared/bench/html5lib-tests/tokenizer"
  }()

  static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return out }
      out += buffer[..<count]
    }
  }

  static let files = [
    "contentModelFlags", "domjs", "entities", "escapeFlag", "namedEntities", "numericEntities", "pendingSpecChanges",
    "test1", "test2", "test3", "test4", "unicodeChars", "unicodeCharsProblematic",
  ]

  static var isPresent: Bool { bytes(of: directory + "/test1.test") != nil }
}

/// What a reader of text sees of a token.
enum SeenToken: Equatable {
  case text(String)
  case start(String, [String: String])
  case end(String)
}

@Suite("Tokenizer")
struct TokenizerTests {
  /// Tokens of `input` as a reader of text sees them: no comments, no DOCTYPE, text in one piece.
  static func tokens(_ input: String, state: Tokenizer.Content = .data, lastTag: String = "") -> [SeenToken] {
    // The input stream turns carriage returns into line feeds before the tokenizer.
    let bytes = Array(input.replacing("\r\n", with: "\n").replacing("\r", with: "\n").utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      var tokenizer = Tokenizer(bytes)
      tokenizer.content = state
      tokenizer.rawNameHash = NameHash.of(lastTag)
      tokenizer.isForeign = state == .cdata
      var out: [SeenToken] = []
      func add(_ text: String) {
        if text.isEmpty { return }
        if case .text(let before) = out.last {
          out[out.count - 1] = .text(before + text)
        } else {
          out.append(.text(text))
        }
      }
      func name() -> String {
        String(decoding: bytes[tokenizer.nameStart..<tokenizer.nameEnd].map(ASCII.lowercased), as: UTF8.self)
          .replacing("\0", with: "\u{FFFD}")
      }
      while true {
        switch tokenizer.next() {
        case .text: add(decoded(bytes, tokenizer.start..<tokenizer.end, references: tokenizer.hasReferences))
        case .startTag:
          var attributes: [String: String] = [:]
          for attribute in tokenizer.attributes {
            let key = bytes[Int(attribute.nameStart)..<Int(attribute.nameEnd)].map(ASCII.lowercased)
            let value = decoded(
              bytes, Int(attribute.valueStart)..<Int(attribute.valueEnd), references: true, inAttribute: true)
            attributes[String(decoding: key, as: UTF8.self).replacing("\0", with: "\u{FFFD}")] =
              value.replacing("\0", with: "\u{FFFD}")
          }
          out.append(.start(name(), attributes))
        case .endTag: out.append(.end(name()))
        case .comment, .doctype: continue
        case .end: return out
        }
      }
    }
  }

  static func decoded(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, references: Bool, inAttribute: Bool = false
  ) -> String {
    var out: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if references, bytes[at] == UInt8(ascii: "&") {
        let after = CharacterReferences.standard.decode(
          bytes, at: at, end: range.upperBound, inAttribute: inAttribute, into: &out)
        if after > at {
          at = after
          continue
        }
      }
      out.append(bytes[at])
      at += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func unescaped(_ text: String) -> String? {
    var out = String.UnicodeScalarView()
    var rest = Substring(text)
    while let slash = rest.firstRange(of: "\\u") {
      out.append(contentsOf: rest[..<slash.lowerBound].unicodeScalars)
      guard let scalar = UInt32(rest[slash.upperBound...].prefix(4), radix: 16).flatMap(Unicode.Scalar.init) else {
        return nil
      }
      out.append(scalar)
      rest = rest[slash.upperBound...].dropFirst(4)
    }
    out.append(contentsOf: rest.unicodeScalars)
    return String(out)
  }

  static func expected(_ output: JSONValue, doubleEscaped: Bool) -> [SeenToken]? {
    var out: [SeenToken] = []
    func string(_ value: JSONValue?) -> String? {
      guard let text = value?.string else { return nil }
      return doubleEscaped ? unescaped(text) : text
    }
    for token in output.elements {
      switch token[0]?.string {
      case "Character":
        guard let text = string(token[1]) else { return nil }
        if case .text(let before) = out.last {
          out[out.count - 1] = .text(before + text)
        } else {
          out.append(.text(text))
        }
      case "StartTag":
        var attributes: [String: String] = [:]
        for member in token[2]?.object ?? [] {
          guard let value = string(member.value), let key = doubleEscaped ? unescaped(member.key) : member.key else {
            return nil
          }
          attributes[key] = value
        }
        out.append(.start(string(token[1]) ?? "", attributes))
      case "EndTag": out.append(.end(string(token[1]) ?? ""))
      default: continue
      }
    }
    return out
  }

  /// What a reader of text makes of U+0000 in text: nothing; the tree drops it or shows a replacement.
  static func withoutNulls(_ tokens: [SeenToken]) -> [SeenToken] {
    tokens.compactMap { token in
      guard case .text(let text) = token else { return token }
      let shown = text.replacing("\0", with: "").replacing("\u{FFFD}", with: "")
      return shown.isEmpty ? nil : .text(shown)
    }
  }

  @Test("The public cases of html5lib", .enabled(if: TokenizerCases.isPresent, "skipped: html5lib-tests are not here"))
  func publicCases() throws {
    var total = 0
    var failed: [String] = []
    for file in TokenizerCases.files {
      let bytes = try #require(TokenizerCases.bytes(of: "\(TokenizerCases.directory)/\(file).test"))
      for test in try JSONValue.parse(bytes)["tests"]?.elements ?? [] {
        let isEscaped = test["doubleEscaped"]?.bool ?? false
        guard let written = test["input"]?.string, let input = isEscaped ? Self.unescaped(written) : written,
          let output = test["output"], let expected = Self.expected(output, doubleEscaped: isEscaped)
        else { continue }
        for state in test["initialStates"]?.elements.compactMap(\.string) ?? ["Data state"] {
          let content: Tokenizer.Content
          switch state {
          case "Data state": content = .data
          case "RCDATA state": content = .rcdata
          case "RAWTEXT state": content = .rawText
          case "Script data state": content = .script
          case "PLAINTEXT state": content = .plainText
          case "CDATA section state": content = .cdata
          default: continue
          }
          total += 1
          let found = Self.tokens(input, state: content, lastTag: test["lastStartTag"]?.string ?? "")
          if Self.withoutNulls(found) != Self.withoutNulls(expected) {
            failed.append("\(file): \(test["description"]?.string ?? "") in \(state)")
          }
        }
      }
    }
    let share = 1 - Double(failed.count) / Double(max(1, total))
    print("html5lib tokenizer cases: \(total - failed.count) of \(total); failing: \(failed.prefix(40))")
    #expect(total > 6000)
    #expect(share >= 0.99)
  }

  @Test("A script may hold a script inside a comment")
  func scriptEscapes() {
    #expect(
      Self.tokens("<!-- <script>x</script> -->y</script>z", state: .script, lastTag: "script")
        == [.text("<!-- <script>x</script> -->y"), .end("script"), .text("z")])
  }

  @Test("A tag that the page's end cuts off is no tag")
  func cutTag() {
    #expect(Self.tokens("a<p class=\"x") == [.text("a")])
    #expect(Self.tokens("a</") == [.text("a</")])
    #expect(Self.tokens("1 < 2") == [.text("1 < 2")])
  }

  @Test("References without a semicolon read as browsers read them")
  func references() {
    #expect(Self.tokens("&notit; &notin; &amp &lt &#128; &#0;") == [.text("¬it; ∉ & < € \u{FFFD}")])
    #expect(Self.tokens("<a href='?a=1&copy=2&lang'>") == [.start("a", ["href": "?a=1&copy=2&lang"])])
  }
}
