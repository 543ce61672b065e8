public import KZPipeKit

/// Invented articles for the tests and benchmarks of exporters: five languages, two directions, every kind of block and
/// annotation. People, firms and events in them are made up.
public enum SampleArticles {
  public static let all: [Article] = [english, interview, russian, kazakh, korean, arabic, bare]

  static func make(_ id: String, _ language: String, _ headline: String, _ paragraphs: [String]) -> Article {
    var article = Article(
      id: id,
      source: Source(
        uri: "pages/\(id).html", mediaType: "text/html", encoding: "utf-8",
        sha256: String(repeating: "0", count: 64)))
    article.headline = headline
    article.language = language
    article.body = paragraphs.map { BodyBlock(text: $0) }
    return article
  }

  /// The place of `part` in the body block `index`.
  static func range(of part: String, in article: Article, block index: Int) -> TextRange {
    let text = Array(article.body[index].text.utf8)
    let wanted = Array(part.utf8)
    let start = text.indices.first { text[$0...].starts(with: wanted) } ?? 0
    return TextRange(.body(index), start..<start + wanted.count)
  }

  /// A story with pictures, links, a list, a table and everything that enrichers find.
  public static let english: Article = {
    var article = make(
      "0f5c2a9be1d04471", "en", "Harbour town of Merrow Bay opens tidal power plant after nine-year wait",
      [
        "Merrow Bay switched on its tidal power plant on Tuesday, nine years after the first turbine was ordered.",
        "“The sea paid its first bill today,” said Tilda Okonkwo, chief engineer of Brightwater Energy, as the grid meter turned.",
        "The plant cost 48 million euros, some 12 percent more than planned. Officials in Astana sent an observer to study it.",
        "What comes next",
        "Brightwater Energy wants to build two more plants by 2031.",
        "A second site lies north of the lighthouse.",
        "A third one waits for a permit.",
        "Year\tTurbines\tHomes\n2026\t4\t9,000\n2029\t10\t24,000",
        "“We had stopped believing in it.”",
      ])
    article.body[1].spans = [
      Span(kind: .link, range: 67..<84, target: "https://brightwater.example.com/plant?a=1&b=2"),
      Span(kind: .emphasis, range: 3..<40), Span(kind: .strong, range: 30..<60),
    ]
    article.body[3].kind = .heading
    article.body[3].level = 2
    for index in 4...6 {
      article.body[index].kind = .listItem
      article.body[index].level = index == 5 ? 2 : 1
    }
    article.body[7].kind = .table
    article.body[8].kind = .quote
    article.alternativeHeadline = "First current flows to 9,000 homes"
    article.authors = [
      Author(name: "Ines Halloran", email: "ines.halloran@merrow.example.com", role: "energy reporter"),
      Author(name: "Piet Vandersloot", url: "https://www.merrow.example.com/staff/vandersloot"),
    ]
    article.publisher = Publisher(name: "The Merrow Courier", uri: "https://www.merrow.example.com/")
    article.section = ["News", "Energy"]
    article.datePublished = PartialDate(iso8601: "2026-03-17T14:05:00+01:00")
    article.dateModified = PartialDate(iso8601: "2026-03-17T16:30:00+01:00")
    article.canonicalURL = "https://www.merrow.example.com/2026/03/tidal-plant"
    article.dateline = "MERROW BAY, March 17"
    article.dataMining = "tdm-reservation: 1"
    article.copyrightNotice = "© 2026 The Merrow Courier"
    article.images = [
      Image(
        url: "https://www.merrow.example.com/img/plant.jpg",
        caption: "The plant at low tide, seen from the lighthouse.",
        credit: "Merrow Courier/Ana Brecht", width: 1200, height: 800, isLead: true, position: 0),
      Image(url: "https://www.merrow.example.com/img/logo.png", position: 2),
      Image(caption: "Tilda Okonkwo at the control desk.", credit: "Brightwater Energy", position: 2),
    ]
    annotate(&article)
    return article
  }()

  private static func annotate(_ article: inout Article) {
    article.annotations.entities = [
      Entity(id: "e1", kind: .person, name: "Tilda Okonkwo", confidence: 0.97, relevance: 0.8),
      Entity(id: "e2", kind: .organisation, name: "Brightwater Energy", confidence: 0.93, relevance: 0.9),
      Entity(
        id: "e3", kind: .place, name: "Astana", ids: ["geonames": "1526273", "wikidata": "Q1520"],
        names: ["kk": "Астана", "ru": "Астана"], position: Position(latitude: 51.1801, longitude: 71.446),
        confidence: 0.99,
        relevance: 0.2),
      Entity(id: "e4", kind: .place, name: "Merrow Bay", confidence: 0.7, relevance: 1),
      Entity(
        id: "e5", kind: .place, name: "Kazakhstan", ids: ["iso3166": "KZ", "wikidata": "Q232"], confidence: 0.9,
        relevance: 0.1),
      Entity(id: "e6", kind: .group, name: "Kazakh", confidence: 0.9, relevance: 0.1),
    ]
    article.annotations.mentions = [
      ("e4", "Merrow Bay", 0), ("e1", "Tilda Okonkwo", 1), ("e2", "Brightwater Energy", 1), ("e3", "Astana", 2),
      ("e2", "Brightwater Energy", 4),
    ].map { Mention(entity: $0, range: range(of: $1, in: article, block: $2), text: $1, confidence: 0.9) }
    article.annotations.roles = [
      Role(
        entity: "e1", range: range(of: "chief engineer of Brightwater Energy", in: article, block: 1),
        text: "chief engineer of Brightwater Energy")
    ]
    article.annotations.quotations = [
      Quotation(
        range: range(of: "The sea paid its first bill today", in: article, block: 1),
        text: "The sea paid its first bill today",
        speaker: "e1")
    ]
    article.annotations.dates = [
      TimeExpression(range: range(of: "Tuesday", in: article, block: 0), text: "Tuesday", value: "2026-03-17")
    ]
    article.annotations.amounts = [
      Amount(
        range: range(of: "48 million euros", in: article, block: 2), text: "48 million euros", values: [48_000_000],
        unit: "EUR")
    ]
    article.annotations.topics = [
      Topic(id: "medtop:20000639", name: "diplomacy", broader: ["medtop:20000638"], confidence: 0.81, relevance: 0.7),
      Topic(
        id: "medtop:20000638", name: "international relations", broader: ["medtop:11000000"], confidence: 0.81,
        relevance: 0.5,
        why: "ancestor"),
      Topic(id: "medtop:11000000", name: "politics", confidence: 0.81, relevance: 0.4, why: "ancestor"),
    ]
    article.annotations.countries = ["KZ"]
    article.annotations.keywords = [
      Keyword(text: "tidal power", relevance: 1), Keyword(text: "Merrow Bay", relevance: 0.8),
    ]
    article.annotations.summary = "A tidal power plant went into service in Merrow Bay nine years after it was ordered."
    article.annotations.statistics = Statistics(
      words: 104, sentences: 10, paragraphs: 9, characters: 640, readingTime: 27)
  }

  /// An interview from a plain-text page: no address, no date but a year.
  public static let interview: Article = {
    var article = make(
      "b7d1c0aa52e94f3c", "en", "“A map is an argument,” says the atlas maker",
      [
        "Ruslan Tarkhan draws atlases by hand. He spoke with us in his workshop above the old tram depot.",
        "Q. Why do you still draw by hand?", "A. Because a line that took an hour is a line you have thought about.",
        "Q. And what do readers say?", "A. They write letters. Some of them correct me.",
        "Nobody has done that to a screen yet.",
      ])
    for index in 1...5 { article.body[index].kind = index == 1 || index == 3 ? .question : .answer }
    article.datePublished = PartialDate(year: 2025)
    article.datePublishedIsInferred = true
    article.authors = [Author(name: "Culture desk", isOrganisation: true)]
    article.images = [Image(caption: "Ruslan Tarkhan with a map of the steppe.", credit: "Courtesy of the artist")]
    article.annotations.entities = [
      Entity(id: "p", kind: .person, name: "Ruslan Tarkhan", confidence: 0.95, relevance: 1)
    ]
    article.annotations.mentions = [
      Mention(entity: "p", range: range(of: "Ruslan Tarkhan", in: article, block: 0), text: "Ruslan Tarkhan"),
      Mention(entity: "p", range: TextRange(.caption(0), 0..<14), text: "Ruslan Tarkhan"),
    ]
    article.annotations.exchanges = [
      Exchange(question: [1], answer: [2], speaker: "p"), Exchange(question: [3], answer: [4, 5], speaker: "p"),
    ]
    return article
  }()

  public static let russian: Article = {
    var article = make(
      "3c9e77d0a1b24856", "ru", "В Сосновогорске открыли мост через реку Талую",
      [
        "Новый мост через реку Талую открыли в Сосновогорске в среду, 4 февраля 2026 года. Движение пустили в полдень.",
        "«Теперь дорога до больницы займёт семь минут вместо сорока», — сказала глава района Марина Кедрова.",
        "Строительство обошлось в 2,4 млрд тенге & заняло три года; подрядчик — компания «СтройЛиния».",
      ])
    article.datePublished = PartialDate(year: 2026, month: 2, day: 4)
    article.publisher = Publisher(name: "Сосновогорский вестник")
    article.canonicalURL = "https://vestnik.example.com/новости/мост"
    article.authors = [Author(name: "Олег Пашин")]
    article.annotations.entities = [
      Entity(id: "1", kind: .person, name: "Марина Кедрова", confidence: 0.9, relevance: 0.6)
    ]
    article.annotations.mentions = [
      Mention(entity: "1", range: range(of: "Марина Кедрова", in: article, block: 1), text: "Марина Кедрова")
    ]
    return article
  }()

  public static let kazakh: Article = {
    var article = make(
      "91aa04cde7f3b265", "kk", "Аққайың ауылында жаңа кітапхана ашылды",
      [
        "Аққайың ауылында сейсенбі күні жаңа кітапхана ашылды. Онда он екі мың кітап пен балаларға арналған бөлме бар.",
        "«Бұл үйді ауыл болып бірге салдық», — деді кітапхана меңгерушісі Гүлнар Ерімбет.",
        "Кітапхана күн сайын сағат тоғыздан алтыға дейін жұмыс істейді, ал жексенбіде жабық болады.",
      ])
    article.datePublished = PartialDate(iso8601: "2026-01-20")
    article.canonicalURL = "https://akkaiyn.example.com/kitaphana"
    return article
  }()

  public static let korean: Article = {
    var article = make(
      "5d20fb6c8e1a4937", "ko", "해돋이시, 바람 도서관 새로 문 열어",
      [
        "해돋이시가 화요일 바람 도서관을 새로 열었다. 시민 삼백여 명이 개관식에 참석했다고 시가 밝혔다.",
        "“책을 읽는 소리가 다시 들려서 기쁘다”고 한여울 관장은 말했다.", "도서관은 매주 월요일을 빼고 아침 아홉 시부터 저녁 여섯 시까지 연다. 주차장은 무료다.",
        "시는 내년에 어린이 열람실을 더 짓겠다고 했다. 예산은 삼십억 원으로 잡았다고 한다.",
      ])
    article.datePublished = PartialDate(iso8601: "2026-02-10T09:30:00+09:00")
    article.publisher = Publisher(name: "해돋이일보", uri: "https://haedoji.example.com/")
    article.canonicalURL = "https://haedoji.example.com/news/1"
    article.authors = [Author(name: "윤가람", email: "garam@haedoji.example.com")]
    return article
  }()

  public static let arabic: Article = {
    var article = make(
      "c81e6d94f0274b5a", "ar", "افتتاح محطة قطار جديدة في مدينة نخيل",
      [
        "افتتحت مدينة نخيل يوم الأحد محطة قطار جديدة تخدم أكثر من عشرين ألف راكب في اليوم، بحسب ما قالت إدارة النقل.",
        "وقال مدير المحطة سالم الراوي: «انتظرنا هذا اليوم منذ خمس سنوات».",
        "وتضم المحطة ستة أرصفة ومكتبة صغيرة ومقهى يطل على النهر القديم.",
      ])
    article.datePublished = PartialDate(iso8601: "2026-02-01T10:00:00Z")
    article.canonicalURL = "https://nakhil.example.com/station"
    article.publisher = Publisher(name: "جريدة نخيل")
    article.images = [
      Image(url: "https://nakhil.example.com/station.webp", caption: "رصيف المحطة صباح الافتتاح", isLead: true)
    ]
    return article
  }()

  /// Headline and text only: neither language, date, publisher nor address.
  public static let bare: Article = {
    var article = make(
      "e0e0e0e0e0e0e0e0", "en", "Ferry timetable changes on Monday",
      [
        "From Monday the first ferry leaves at six and the last one at eleven at night, the harbour office said in a short notice to passengers."
      ])
    article.language = nil
    return article
  }()
}
