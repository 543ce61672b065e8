import KZPipeKit

/// The story that writers are measured with: 700 words in 14 paragraphs, 20 subjects, 8 of them with more to say.
enum Story {
  static let article: Article = {
    let words = """
      harbour council said on Monday that the ferry line would open again after a winter of repairs and a long debate about \
      fares while residents asked for earlier boats and cleaner decks
      """.split(separator: " ").map(String.init)
    var article = Article(
      id: "52f0a1b94cc3e871", source: Source(uri: "pages/story.html", mediaType: "text/html", sha256: ""))
    article.headline = "Ferry line opens again after winter of repairs & debate"
    article.language = "en"
    article.authors = [Author(name: "Ines Halloran"), Author(name: "Piet Vandersloot")]
    article.publisher = Publisher(name: "The Merrow Courier", uri: "https://www.merrow.example.com/")
    article.datePublished = PartialDate(year: 2026, month: 3, day: 17)
    article.canonicalURL = "https://www.merrow.example.com/2026/03/ferry"
    var next = 0
    for _ in 0..<14 {
      var paragraph: [String] = []
      for _ in 0..<50 {
        paragraph.append(words[next % words.count])
        next += 7
      }
      article.body.append(BodyBlock(text: paragraph.joined(separator: " ") + "."))
    }
    let topics = [
      ("20000639", "20000638"), ("20000638", "11000000"), ("11000000", ""), ("20000065", "16000000"), ("16000000", ""),
      ("04000000", ""),
    ]
    article.annotations.topics = topics.enumerated().map { index, topic in
      Topic(
        id: "medtop:" + topic.0, name: "topic", broader: topic.1.isEmpty ? [] : ["medtop:" + topic.1], confidence: 0.9,
        relevance: 0.8, why: [0, 3, 5].contains(index) ? "direct" : "ancestor")
    }
    article.annotations.entities = (0..<14).map { index in
      var entity = Entity(
        id: "e\(index)", kind: [.person, .organisation, .place][index % 3], name: "Name Number \(index)",
        confidence: 0.9,
        relevance: 0.5)
      if index < 8 {
        entity.ids = ["wikidata": "Q\(1000 + index)", "geonames": "\(1_526_000 + index)"]
        if entity.kind == .place { entity.position = Position(latitude: 51.18, longitude: 71.45) }
      }
      return entity
    }
    article.annotations.mentions = (0..<14).map { index in
      Mention(entity: "e\(index)", range: TextRange(.body(index), 0..<7), text: "harbour", confidence: 0.9)
    }
    article.annotations.keywords = ["ferry", "harbour", "repairs"].map { Keyword(text: $0, relevance: 0.5) }
    article.annotations.summary = "The ferry line opens again."
    return article
  }()
}
