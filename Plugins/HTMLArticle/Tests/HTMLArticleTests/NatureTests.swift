import KZPipeKit
import Testing

@testable import HTMLArticle

/// Invented pages that hold no article, and short ones that do.
enum NaturePages {
  static let menu = "<header><nav><ul><li><a href=/w>World</a></li><li><a href=/s>Sport</a></li></ul></nav></header>"
  static let foot =
    "<footer><p><a href=/a>About us</a> <a href=/p>Privacy policy</a></p><p>© 2026 Hill Post</p></footer>"

  static func page(_ title: String, _ body: String) -> String {
    "<!DOCTYPE html><html><head><title>\(title)</title></head><body>\(menu)\(body)\(foot)</body></html>"
  }

  static let stories = [
    (
      "Ferry returns to the lake",
      "A new boat will carry ninety passengers across the lake, the company said on Monday."
    ),
    (
      "School opens a library",
      "Children under ten have a room of their own from next week, with two thousand books in it."
    ),
    (
      "Farmers hope for rain",
      "Some fields have seen no rain since March, and the rivers are lower than for twenty years."
    ),
    (
      "Tram line divides suburbs",
      "Residents want quieter wheels; the company says that they would cost four million more."
    ),
    (
      "Museum finds a letter",
      "The letter had been filed with receipts, where nobody looked for almost a hundred years."
    ),
    ("Orchestra plays in a barn", "Three hundred people sat on straw bales and heard two symphonies without a break."),
    ("Night buses come back", "The last line had been closed in the winter of the great flood, eight years ago."),
  ]

  static func list(_ unit: (String, String) -> String) -> String {
    page("Hill Post", "<main><h1>Latest</h1>" + stories.map { unit($0.0, $0.1) }.joined() + "</main>")
  }

  /// Name, page, what the stage has to say of it.
  static let others: [(String, String, String)] = [
    (
      "cards",
      list { "<article class=card><h2><a href=/n>\($0)</a></h2><p>\($1)</p><span>2 hours ago</span></article>" },
      "index_page"
    ),
    (
      "long excerpts",
      list { "<div class=post><h2><a href=/n>\($0)</a></h2><div class=excerpt><p>\($1) \($1)</p></div></div>" },
      "index_page"
    ),
    (
      "search results",
      list { "<div class=result><a href=/n>\($0) and more</a><p>… \($1)</p><cite>hillpost.example/n</cite></div>" },
      "index_page"
    ),
    (
      "missing page",
      page(
        "Page not found - Hill Post",
        "<main><h1>Page not found</h1><p>Sorry, the page you are looking for does not exist or has been moved. Please check "
          + "the address and try again, or use the search to find what you were looking for.</p></main>"), "error_page"
    ),
    (
      "missing page, German",
      page(
        "Seite nicht gefunden",
        "<main><p>Die gewünschte Seite konnte leider nicht gefunden werden. Möglicherweise wurde der Artikel verschoben "
          + "oder gelöscht. Bitte nutzen Sie die Suche oder kehren Sie zur Startseite zurück.</p></main>"), "error_page"
    ),
    (
      "missing page, Kazakh",
      page(
        "404 | Аңғар хабары",
        "<main><h1>Бет табылмады</h1><p>Кешіріңіз, сіз іздеген бет жоқ немесе басқа жерге көшірілген. Мекенжайды тексеріп, "
          + "қайтадан көріңіз немесе басты бетке оралыңыз, ол жерде барлық жаңалықтар бар.</p></main>"), "error_page"
    ),
    (
      "broken server",
      "<title>500 Internal Server Error</title><h1>Internal Server Error</h1><p>The server encountered an internal error and "
        + "was unable to complete your request. Please contact the server administrator about the time of the error.</p>",
      "error_page"
    ),
    (
      "blocked",
      "<title>Attention Required!</title><h1>Sorry, you have been blocked</h1><h2>Why have I been blocked?</h2><p>This website "
        + "uses a security service to protect itself from attacks. The action you just performed triggered it, which a word, "
        + "a command or malformed data can do.</p><p>You can write to the owner of the site to let them know.</p>",
      "error_page"
    ),
    (
      "consent",
      page(
        "Hill Post",
        "<div><h2>Your choice</h2><p>We and our partners store and access information on a device, such as cookies, and process "
          + "personal data for advertising and content, measurement and research.</p><p>With your permission we and our "
          + "partners may use precise location. You may change your consent at any time in our privacy policy.</p></div>"
      ),
      "notice_page"
    ),
    (
      "wall",
      page(
        "Town mends bridge",
        "<main><h1>Town mends bridge</h1><div><p>This story is for subscribers only. Subscribe now and get unlimited access to "
          + "all our stories for one euro a month; you can cancel your subscription at any time.</p><p>Already a subscriber? "
          + "Log in with your e-mail address.</p></div></main>"), "notice_page"
    ),
    (
      "wall without you",
      page(
        "Town mends bridge",
        "<main><h1>Town mends bridge before winter comes</h1><div><h2>Subscribe</h2><p>This story is for subscribers only. Get "
          + "unlimited access for one euro a month. Cancel any time.</p></div></main>"), "notice_page"
    ),
    (
      "login",
      page(
        "Log in",
        "<main><h1>Log in</h1><form><input><button>Log in</button></form><p>Forgot your password? Reset it here. No account yet? "
          + "Register now and get our newsletter for free.</p></main>"), "notice_page"
    ),
  ]

  /// Language and three sentences each.
  static let texts: [(String, [String])] = [
    ("en", Array(InventedPages.sentences.prefix(3))),
    (
      "ru",
      [
        "Совет небольшого города во вторник вечером решил отремонтировать старый каменный мост до начала зимы.",
        "Работы начнутся в мае, сказал инженер, и обойдутся дешевле, чем новый мост.",
        "Жители просили об этом много лет, потому что автобус на другом берегу не останавливается.",
      ]
    ),
    (
      "kk",
      [
        "Шағын қаланың кеңесі сейсенбі күні кешке ескі тас көпірді қыс түскенге дейін жөндеуге шешім қабылдады.",
        "Жұмыс мамыр айында басталады, деді инженер, және жаңа көпір салудан арзанға түседі.",
        "Тұрғындар мұны бірнеше жылдан бері сұрап келген, себебі автобус арғы бетте тоқтамайды.",
      ]
    ),
    (
      "ko",
      [
        "작은 마을의 의회는 화요일 저녁 오래된 돌다리를 겨울이 오기 전에 고치기로 결정했다고 시청이 밝혔다.",
        "공사는 5월에 시작되며 새 다리를 짓는 것보다 비용이 적게 든다고 기술자는 말했다.",
        "많은 주민이 매일 강을 걸어서 건넌다. 버스가 더 이상 반대편에 서지 않기 때문이다.",
      ]
    ),
    (
      "ja",
      [
        "小さな町の議会は火曜日の夜、古い石橋を冬が来る前に修理することを決めたと町役場が発表した。",
        "工事は五月に始まり、新しい橋を架けるより費用が少なくて済むと技術者は述べた。",
        "多くの住民が毎日歩いて川を渡っている。バスが対岸に止まらなくなったためだ。",
      ]
    ),
    (
      "zh",
      [
        "小镇议会周二晚上决定在冬天到来之前修复古老的石桥，镇政府宣布。居民多年来一直要求修复这座桥。",
        "工程师说，工程将于五月开始，费用低于建造新桥，因为该镇几乎没有其他通往山谷的道路。",
        "许多居民每天步行过河，因为公共汽车不再停靠在对岸。镇长表示不会因此加税。",
      ]
    ),
  ]

  /// Ways to print paragraphs.
  static let forms: [(String, @Sendable ([String]) -> String)] = [
    ("paragraphs", { $0.map { "<p>\($0)</p>" }.joined() }),
    ("line breaks", { "<div class=text>" + $0.joined(separator: "<br><br>") + "</div>" }),
    ("divisions", { $0.map { "<div>\($0)</div>" }.joined() }),
    ("one paragraph", { "<p>" + $0.joined(separator: " ") + "</p>" }),
  ]
}

@Suite("What a page is")
struct NatureTests {
  @Test("Lists, errors and notices are no articles, and the page says which", arguments: NaturePages.others)
  func others(_ name: String, _ html: String, _ reason: String) throws {
    let page = try TestPlace.clean(html)
    #expect(page.articleConfidence ?? 1 < 0.35, "\(name)")
    #expect(page.provenance.map(\.reason) == [reason], "\(name)")
  }

  @Test("Short articles in any script and form are articles", arguments: NaturePages.texts)
  func articles(_ language: String, _ sentences: [String]) throws {
    for (form, print) in NaturePages.forms {
      for count in 2...3 {
        let page = try TestPlace.clean(
          NaturePages.page(
            "Bridge - Hill Post",
            "<main><article><h1>Bridge</h1>\(print(Array(sentences.prefix(count))))</article></main>"))
        #expect(page.articleConfidence ?? 0 >= 0.35, "\(language), \(form), \(count) sentences")
        #expect(page.provenance.isEmpty)
      }
    }
  }

  @Test("Articles about errors, cookies and subscriptions, and beside many teasers, are articles")
  func articlesThatLookOtherwise() throws {
    let teasers = NaturePages.stories.map { "<article><h2><a href=/n>\($0.0)</a></h2><p>\($0.1)</p></article>" }
      .joined()
    let pages = [
      (
        "Why half of all old links lead nowhere",
        [
          "The page cannot be found: half of all links in old court rulings lead to an error, a study found on Tuesday.",
          "Researchers looked at four thousand links. After ten years one in two was dead, they write.",
          "Courts want to store copies themselves from next year on, a spokesman said.",
        ]
      ),
      (
        "Missing hiker not found",
        [
          "Rescuers stopped their search for a hiker in the northern valley on Monday evening, the police said.",
          "The man had left his hotel on Friday. Two helicopters and forty people looked for him.",
        ]
      ),
      (
        "Court limits cookie banners",
        [
          "Websites must make it as easy to refuse cookies as to accept them, a court in the valley ruled on Monday.",
          "The judges said that hiding the button behind two further pages was unlawful and broke privacy law.",
          "Consumer groups welcomed the ruling on consent and expect others to follow before the summer.",
        ]
      ),
      ("Ferry returns to the lake", Array(InventedPages.sentences.prefix(3))),
    ]
    for (title, sentences) in pages {
      let html = NaturePages.page(
        title + " - Hill Post",
        "<main><article><h1>\(title)</h1>" + sentences.map { "<p>\($0)</p>" }.joined()
          + "</article></main><section class=related><h2>More stories</h2>\(teasers)</section>")
      let page = try TestPlace.clean(html)
      #expect(page.articleConfidence ?? 0 >= 0.35, "\(title)")
      #expect(page.provenance.isEmpty, "\(title)")
      #expect(!page.keptTexts.contains(NaturePages.stories[3].1), "\(title)")
    }
  }

  @Test(
    "Titles that name an error",
    arguments: [
      ("404", true), ("Error 404 (Not Found)!!1", true), ("Page not found | Hill Post", true), ("503", true),
      ("Hill Post: Seite nicht gefunden", true), ("Страница не найдена — Вести", true), ("페이지를 찾을 수 없습니다", true),
      ("页面不存在_山谷日报", true), ("Just a moment...", true), ("Not Found", true), ("Oops!", true),
      ("Missing hiker not found", false), ("747", false), ("Town mends bridge", false), ("", false),
      ("Error in the count costs town a million", false), ("Forbidden love on the lake", false),
      ("A long story about why the page not found notices of old web servers came to be", false),
    ])
  func errorTitles(_ title: String, _ isError: Bool) {
    #expect(NoticeWords.nameError(Array(title.utf8)) == isError)
  }
}
