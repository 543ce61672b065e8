public import KZPipeKit

/// Articles made to break exporters: any Unicode in any field, ranges that point anywhere, markup and addresses that must not
/// come out as such. The same seed gives the same article.
public enum HostileArticles {
  /// An article whose headline and body hold at least one visible character.
  public static func article(seed: UInt64) -> Article {
    var random = Random(state: seed)
    return hostile(&random)
  }

  private static let pieces = [
    "]]>", "<script>alert(1)</script>", "&amp;", "&", "\u{0}\u{1}\u{1F}\u{7F}\u{85}", "\u{FFFE}\u{FFFF}\u{FFFD}",
    "\r\n", "\t",
    "\u{200B}", "\u{202E}", "a", "Ж", "한", "ع", "𝒳", "👩‍👩‍👧", " ", "\u{A0}", "\"'", "--", "%zz", "\u{10FFFF}", "e\u{301}",
  ]

  private static func text(_ random: inout Random) -> String {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      Bool.random(using: &random)
        ? Self.pieces.randomElement(using: &random) ?? ""
        : Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)).map { String($0) } ?? ""
    }.joined()
  }

  private static func hostile(_ random: inout Random) -> Article {
    var article = Article(
      id: text(&random), source: Source(uri: text(&random), url: text(&random), mediaType: "text/html"))
    article.headline = text(&random) + "x"
    article.alternativeHeadline = text(&random)
    article.language = ["en", "ar", text(&random), nil].randomElement(using: &random) ?? nil
    article.canonicalURL =
      ["https://example.com/" + text(&random), text(&random), nil].randomElement(using: &random) ?? nil
    article.publisher = Publisher(
      name: text(&random), uri: ["javascript:x", "https://x.example/" + text(&random)].randomElement(using: &random))
    article.authors = (0..<3).map { _ in
      Author(
        name: text(&random), email: text(&random), role: text(&random), url: "https://example.com/" + text(&random),
        isOrganisation: Bool.random(using: &random))
    }
    article.dateline = text(&random)
    article.copyrightNotice = text(&random)
    article.dataMining = text(&random)
    article.datePublished = PartialDate(
      year: Int.random(in: 1...9999, using: &random), month: 2, day: 28, hour: 23, minute: 59, second: 60,
      zone: [nil, 0, -840].randomElement(using: &random) ?? nil)
    article.body = (0..<8).map { _ in
      let kind = BodyBlock.Kind.allCases.randomElement(using: &random) ?? .paragraph
      let spans = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        let low = Int32.random(in: -4...40, using: &random)
        return Span(
          kind: Span.Kind.allCases.randomElement(using: &random) ?? .link,
          range: low..<low + Int32.random(in: 0...20, using: &random),
          target: ["https://example.com/" + text(&random), "javascript:alert(1)", "/relative", text(&random)]
            .randomElement(using: &random) ?? "")
      }
      return BodyBlock(
        kind: kind, text: text(&random) + "word" + text(&random), level: Int.random(in: -3...99, using: &random),
        spans: spans)
    }
    article.images = (0..<3).map { _ in
      Image(
        url: ["https://example.com/" + text(&random) + ".jpg", text(&random), nil].randomElement(using: &random) ?? nil,
        caption: text(&random), credit: text(&random), width: Int.random(in: -5...5000, using: &random),
        position: Int.random(in: -2...20, using: &random))
    }
    annotate(&article, &random)
    return article
  }

  private static func annotate(_ article: inout Article, _ random: inout Random) {
    article.annotations.entities = (0..<6).map { index in
      Entity(
        id: "\(index % 5)", kind: Entity.Kind.allCases.randomElement(using: &random) ?? .person, name: text(&random),
        ids: [
          "wikidata": text(&random), "iso3166": ["KZ", "kz", "K Z"].randomElement(using: &random) ?? "",
          "geonames": "12 3",
        ],
        names: [text(&random): text(&random), "kk": text(&random)],
        position: Position(latitude: .nan, longitude: Double.random(in: -400...400, using: &random)),
        confidence: .infinity,
        relevance: -1)
    }
    article.annotations.mentions = (0..<10).map { _ in
      let low = Int.random(in: -5...30, using: &random)
      return Mention(
        entity: "\(Int.random(in: 0...7, using: &random))",
        range: TextRange(
          .body(Int.random(in: -1...9, using: &random)), low..<low + Int.random(in: 0...9, using: &random)), text: "x")
    }
    article.annotations.exchanges = [Exchange(question: [-1, 0, 99, 0], answer: [1, 2], speaker: "3")]
    article.annotations.topics = ["medtop:20000639", "medtop:99999999", "subj:1", text(&random)].map {
      Topic(
        id: $0, name: text(&random), broader: [text(&random)], confidence: 2, relevance: .nan,
        why: ["direct", "ancestor"].randomElement(using: &random) ?? "")
    }
    article.annotations.keywords = [text(&random), text(&random), "same", " same "].map {
      Keyword(text: $0, relevance: 1)
    }
    article.annotations.summary = text(&random)
  }
}

/// Small and repeatable: a test has to fail again the same way.
private struct Random: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
