import KZPipeKit
import Testing

@testable import NewsArticle

@Suite("Captions and credits")
struct CaptionTests {
  @Test(arguments: [
    ("Herders near Beineu. AP-Yonhap", "Herders near Beineu.", "AP-Yonhap"),
    ("Herders near Beineu on Thursday. Yonhap", "Herders near Beineu on Thursday.", "Yonhap"),
    (
      "Ambassador Dana Omar / Courtesy of the Embassy of Kazakhstan", "Ambassador Dana Omar",
      "Courtesy of the Embassy of Kazakhstan"
    ),
    ("Dana Omar, consul [CONSULATE OF KAZAKHSTAN]", "Dana Omar, consul", "CONSULATE OF KAZAKHSTAN"),
    ("A goat on a roof. (Photo: Jane Doe)", "A goat on a roof.", "Jane Doe"),
    ("A goat on a roof (Jane Doe/AFP)", "A goat on a roof", "Jane Doe/AFP"),
    ("A goat on a roof. Photo by Jane Doe", "A goat on a roof.", "Jane Doe"),
    ("A goat on a roof. Photograph: Jane Doe/The Ledger", "A goat on a roof.", "Jane Doe/The Ledger"),
    ("A goat on a roof. © Jane Doe", "A goat on a roof.", "Jane Doe"),
    ("Eine Ziege auf dem Dach. Foto: Uwe Beispiel/dpa", "Eine Ziege auf dem Dach.", "Uwe Beispiel/dpa"),
    ("Eine Ziege. Bildquelle: Stadt Muster", "Eine Ziege.", "Stadt Muster"),
    ("Une chèvre. Crédit photo : Jeanne Dupuis", "Une chèvre.", "Jeanne Dupuis"),
    ("Карьер в области. Фото: Иван Тестов", "Карьер в области.", "Иван Тестов"),
    ("Облыстағы алқап. Сурет: Болат Сынақ", "Облыстағы алқап.", "Болат Сынақ"),
    ("전시실을 둘러보는 주민들. 사진=한빛 자료", "전시실을 둘러보는 주민들.", "한빛 자료"),
    ("市民が集まった。写真：例示通信", "市民が集まった。", "例示通信"),
    ("Photo: Jane Doe", "", "Jane Doe"),
    ("전시실을 둘러보는 주민들. 사진=한들재단 제공", "전시실을 둘러보는 주민들.", "한들재단"),
    ("전시실을 둘러보는 주민들 [사진 한들재단]", "전시실을 둘러보는 주민들", "한들재단"),
    ("전시실을 둘러보는 주민들. 한들재단 제공", "전시실을 둘러보는 주민들.", "한들재단"),
    ("图为市民在桥上拍照。例社记者 李某 摄", "图为市民在桥上拍照。", "例社记者 李某"),
    ("Карьер в области. Фото пресс-службы акимата", "Карьер в области.", "пресс-службы акимата"),
    ("Карьер в области. © Иван Тестов", "Карьер в области.", "Иван Тестов"),
    ("Облыстағы алқап. Фото: Болат Сынақ", "Облыстағы алқап.", "Болат Сынақ"),
  ])
  func split(_ text: String, _ caption: String, _ credit: String) {
    #expect(CaptionReader.split(text) == SplitCaption(caption: caption, credit: credit))
  }

  @Test(arguments: [
    "A goat on a roof.", "Photographers wait outside the court.", "The photo that won the prize (right)", "", "a/b",
    "He said: no", "Two men (left) and a dog", "The image of a city", "It was in May. She left",
    "Жители смотрят на карьер. Фото было сделано в мае, когда шёл дождь.", "주민들이 물을 제공",
  ])
  func noCredit(_ text: String) {
    #expect(CaptionReader.split(text) == SplitCaption(caption: text, credit: nil))
  }

  @Test func eachCaptionOnce() throws {
    var maker = PageMaker(mediaType: "text/plain")
    maker.dropped("A bridge is repaired", .heading)
    maker.kept("Workers at the bridge. AP-Yonhap", .caption)
    maker.dropped("Workers at the bridge. AP-Yonhap", .caption, reason: "repeated_caption")
    maker.filler()
    maker.kept("The engineer / Courtesy of the town", .caption)
    let article = try maker.article()
    #expect(article.images.map(\.caption) == ["Workers at the bridge.", "The engineer"])
    #expect(article.images.map(\.credit) == ["AP-Yonhap", "Courtesy of the town"])
    #expect(article.images.map(\.position) == [0, 2])
    #expect(article.images.map(\.isLead) == [true, false])
    #expect(article.body.count == 2)
  }

  @Test func picturesKeepAddressAndSize() throws {
    var maker = PageMaker(url: "https://harbor-courier.example/a/b")
    maker.kept("First paragraph of a story that has enough words to stand as one.")
    let caption = maker.dropped("A goat on a roof. Foto: Uwe Beispiel", .caption)
    maker.kept("Second paragraph of a story that has enough words to stand as one.")
    maker.page.images = [
      PageImage(
        url: "/img/goat.jpg", alternateText: " A goat ", width: 640, height: 480, caption: Int32(caption), position: 1),
      PageImage(url: "https://harbor-courier.example/img/goat.jpg?w=2", position: 1),
    ]
    let article = try maker.article()
    #expect(article.images.count == 1)
    #expect(article.images.first?.url == "https://harbor-courier.example/img/goat.jpg")
    #expect(article.images.first?.caption == "A goat on a roof.")
    #expect(article.images.first?.alternateText == "A goat")
    #expect(article.images.first?.position == 1)
  }
}
