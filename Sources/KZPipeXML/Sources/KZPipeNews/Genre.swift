public import KZPipeKit
import KZPipeXML

/// What kind of text an article is, in the terms of the IPTC's genre NewsCodes, as far as the page itself says so.
public struct Genre: Sendable, Hashable {
  /// Code in the vocabulary: `Press_Release`.
  public var code: String
  /// English name.
  public var name: String

  /// Address of the genre in the vocabulary.
  public var address: String { "http://cv.iptc.org/newscodes/genre/" + code }

  /// The genre of an article: an interview has questions and answers; the others are told by a section (`Opinion`) or by the
  /// label in front of the headline (`Analysis: …`). `nil` when the page tells none.
  public init?(of article: Article) {
    if !article.annotations.exchanges.isEmpty {
      self = Self.interview
      return
    }
    for segment in article.section.reversed() {
      if let genre = Self.named(segment) {
        self = genre
        return
      }
    }
    guard let headline = article.headline, let label = Self.label(of: headline), let genre = Self.named(label) else {
      return nil
    }
    self = genre
  }

  private init(code: String, name: String) {
    self.code = code
    self.name = name
  }

  private static let interview = Genre(code: "Interview", name: "Interview")

  /// Longest word of the table, in bytes.
  private static let longest = 48

  private static func named(_ text: String) -> Genre? {
    guard text.utf8.count <= longest, let word = XMLText.label(text) else { return nil }
    return words[word.lowercased()]
  }

  /// What stands before the colon or bar of a headline.
  private static func label(of headline: String) -> String? {
    let head = headline.utf8.prefix(longest)
    guard let end = head.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "|") }) else { return nil }
    return String(headline[..<end])
  }

  private static let words: [String: Genre] = {
    var words: [String: Genre] = [:]
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: "|").map { String($0) }
      let genre = Genre(code: fields[0], name: fields[0].replacing("_", with: " "))
      for word in fields.dropFirst() { words[word] = genre }
    }
    return words
  }()

  /// Genre codes, each with words that sections and labels of news sites use for it, in small letters. Codes: IPTC genre
  /// NewsCodes (CC BY 4.0); words: sections in common use in English, Russian, Kazakh, Korean, German, French, Spanish,
  /// Italian, Portuguese, Turkish, Chinese, Japanese and Arabic. Words that name a topic as often as a genre are left out.
  private static let table = """
    Opinion|opinion|opinions|op-ed|op-eds|editorial|editorials|commentary|commentaries|column|columns|columnists|viewpoint|viewpoints|guest opinion|мнение|мнения|колонка|колонки|көзқарас|пікір|오피니언|사설|칼럼|기고|meinung|kommentar|kommentare|leitartikel|kolumne|kolumnen|tribune|tribunes|éditorial|éditos|opinión|editoriales|columnistas|opinione|opinioni|editoriale|editoriali|opinião|görüş|社論|社论|观点|社説|オピニオン|رأي|آراء
    Analysis|analysis|news analysis|analyses|анализ|аналитика|талдау|сараптама|분석|analyse|analysen|análisis|analisi|análise|analiz|分析|解説|تحليل|تحليلات
    Interview|interview|interviews|q&a|интервью|сұхбат|인터뷰|entretien|entretiens|entrevista|entrevistas|intervista|interviste|röportaj|söyleşi|专访|專訪|インタビュー|مقابلة|مقابلات|حوار
    Review|review|reviews|book review|book reviews|film review|film reviews|рецензия|рецензии|리뷰|서평|rezension|rezensionen|reseña|reseñas|recensione|recensioni|resenha|書評|书评
    Obituary|obituary|obituaries|некролог|некрологи|қазанама|부고|nachruf|nachrufe|nécrologie|nécrologies|obituario|obituarios|necrologio|necrologi|obituário|讣告
    Press_Release|press release|press releases|пресс-релиз|пресс-релизы|баспасөз хабарламасы|보도자료|pressemitteilung|pressemitteilungen|communiqué de presse|communiqués de presse|comunicado de prensa|comunicados de prensa|comunicato stampa|comunicati stampa|basın bülteni|プレスリリース|بيان صحفي
    Feature|feature|features|long read|long reads|longread|longreads|the long read
    Background|background|explainer|explainers|explained|hintergrund|hintergründe
    Profile|profile|profiles|portrait|portraits|портрет|porträt|porträts|perfil|perfiles
    Horoscope|horoscope|horoscopes|гороскоп|гороскопы|жұлдызжорамал|운세|오늘의 운세|horoskop|horoskope|horóscopo|horóscopos|oroscopo
    """
}
