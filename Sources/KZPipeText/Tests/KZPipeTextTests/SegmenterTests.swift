import KZPipeText
import Testing

@Suite struct SegmenterTests {
  private func words(_ string: String) -> [String] {
    Segmenter.words(in: string.bytes).map { text(string.bytes[$0.range]) }
  }

  private func sentences(_ string: String, _ language: String? = nil) -> [String] {
    Segmenter.sentences(in: string.bytes, language: language).map { text(string.bytes[$0]) }
  }

  @Test(arguments: [
    ("Don't stop, Zhanar's here.", ["Don't", "stop", "Zhanar's", "here"]), ("l’année", ["l’année"]),
    ("well-known", ["well", "known"]),
    ("3.14 and 1,200", ["3.14", "and", "1,200"]), ("5G, G20, 2nd", ["5G", "G20", "2nd"]),
    ("Қазақстан Республикасы", ["Қазақстан", "Республикасы"]),
    ("東京タワーへ", ["東", "京", "タワー", "へ"]), ("한국은행이", ["한국은행이"]), ("e\u{301}te\u{301}", ["e\u{301}te\u{301}"]),
    ("U.S.", ["U", "S"]),
    ("", []), ("—…", []), ("oʻzbek", ["oʻzbek"]), ("'quoted'", ["quoted"]), ("می\u{200C}رود", ["می\u{200C}رود"]),
  ]) func wordsOfText(string: String, expected: [String]) {
    #expect(words(string) == expected)
  }

  @Test func kindsAndMarks() {
    let bytes = "In 2022, 漢!".bytes
    let tokens = Segmenter.tokens(in: bytes)
    #expect(tokens.map { text(bytes[$0.range]) } == ["In", "2022", ",", "漢", "!"])
    #expect(tokens.map(\.kind) == [.word, .number, .mark, .ideographic, .mark])
  }

  @Test(arguments: [
    ["He came.", "She left."], ["Mr. Smith met Dr. A. Jones on Jan. 5.", "They talked."],
    ["It rose 3.5 percent.", "No. 7 fell."],
    ["The U.S. envoy spoke.", "He left the U.S.", "The talks ended."], ["“We agree.”", "He nodded."],
    ["“Stop!” he said.", "Then he ran."],
    ["Is it so?", "Yes!", "Good."], ["Well… maybe not.", "Fine..."], ["He works for Acme Inc. in Paris.", "It grew."],
    ["See e.g. the report by J. R. Doe and A.B. Roe.", "It is long."],
    ["At 5 p.m. Tuesday it rained.", "At 6 p.m. the sun came."],
    ["Visit example.com today.", "Bye."], ["The Japan-U.S. Treaty holds.", "It is old."],
    ["See the report, p. 89, and fig. 4.", "It is short."],
    ["(It was late.)", "We slept."], ["Prices rose.[12]", "Wages fell."],
    ["One.\u{A0}", "Two."],
  ]) func english(expected: [String]) {
    let expected = expected.map { $0.replacing("\u{A0}", with: "") }
    #expect(sentences(expected.joined(separator: " "), "en") == expected)
    #expect(sentences(expected.joined(separator: " ")) == expected)
  }

  @Test(arguments: [
    ["В 2022 г. построили мост.", "Он открыт."], ["Встреча в г. Алматы прошла им. Абая, т.е. успешно.", "Все рады."],
    ["Это стоит 5 млн. тенге.", "Дорого."], ["А. С. Петров и К.-М. Иванов пришли.", "Они сели."],
    ["Строили в 1991 г.", "Он стоит и сейчас."],
    ["«Мы согласны», — сказал он.", "Все ушли."], ["Были книги, журналы и т.д.", "Мы читали."],
  ]) func russian(expected: [String]) {
    #expect(sentences(expected.joined(separator: " "), "ru") == expected)
  }

  @Test(arguments: [
    ["Көпір 2022 ж. салынды.", "Ол ашық."], ["Қ. Әлиев пен М. Серік келді.", "Олар отырды."],
    ["Кітап, журнал т.б. бар.", "Бұл жақсы."],
  ]) func kazakh(expected: [String]) {
    #expect(sentences(expected.joined(separator: " "), "kk") == expected)
  }

  @Test(arguments: [
    ["大臣は述べた。", "工事は続く。"], ["「行こう。」と言った。", "雨だった。"], ["他说：“好！”", "然后走了。"], ["真的吗？", "是的。"],
  ]) func eastAsian(expected: [String]) {
    #expect(sentences(expected.joined(), "ja") == expected)
  }

  @Test func otherLanguages() {
    #expect(sentences("Am 14. Januar kam er. Es war kalt.", "de") == ["Am 14. Januar kam er.", "Es war kalt."])
    #expect(sentences("장관은 말했다. 공사는 계속된다.", "ko") == ["장관은 말했다.", "공사는 계속된다."])
    #expect(sentences("هل هذا صحيح؟ نعم.", "ar") == ["هل هذا صحيح؟", "نعم."])
    #expect(sentences("यह सच है। हाँ।", "hi") == ["यह सच है।", "हाँ।"])
  }

  @Test func linesAndNumbers() {
    #expect(sentences("Heading without stop\n\nA text.", "en") == ["Heading without stop", "A text."])
    #expect(sentences("a wrapped\nline. Next.", "en") == ["a wrapped\nline.", "Next."])
    #expect(sentences("1. First point. 2. Second point.", "en") == ["1. First point.", "2. Second point."])
    #expect(sentences("", nil).isEmpty)
    #expect(sentences(" \n\n ", nil).isEmpty)
    #expect(sentences("...", nil) == ["..."])
  }

  /// Ranges are in order, apart, begin and end between scalars and leave only white space and invisible characters out.
  @Test func sentenceRangesCoverTheText() {
    for bytes in hostileTexts(1500, seed: 9) {
      let utf8 = text(bytes).bytes
      let starts = Set(ScalarIterator(utf8).map(\.range.lowerBound) + [utf8.count])
      for language in [nil, "en", "ru", "ja"] {
        var covered = Set<Int>()
        var end = 0
        for range in Segmenter.sentences(in: utf8, language: language) {
          #expect(range.lowerBound >= end && !range.isEmpty)
          #expect(starts.contains(range.lowerBound) && starts.contains(range.upperBound))
          end = range.upperBound
          covered.formUnion(range)
        }
        for element in ScalarIterator(utf8) where !covered.contains(element.range.lowerBound) {
          #expect(UTF8Text.isWhitespace(element.scalar) || UTF8Text.isInvisible(element.scalar))
        }
      }
    }
  }

  @Test func wordRangesHoldAllLetters() {
    for bytes in hostileTexts(1500, seed: 10) {
      let utf8 = text(bytes).bytes
      let starts = Set(ScalarIterator(utf8).map(\.range.lowerBound) + [utf8.count])
      var covered = Set<Int>()
      var end = 0
      for word in Segmenter.words(in: utf8) {
        #expect(word.range.lowerBound >= end && !word.range.isEmpty)
        #expect(starts.contains(word.range.lowerBound) && starts.contains(word.range.upperBound))
        end = word.range.upperBound
        covered.formUnion(word.range)
      }
      for element in ScalarIterator(utf8) where UTF8Text.isLetter(element.scalar) || UTF8Text.isDigit(element.scalar) {
        #expect(covered.contains(element.range.lowerBound))
      }
      #expect(Segmenter.tokens(in: utf8).filter { $0.kind != .mark } == Segmenter.words(in: utf8))
    }
  }

  /// Texts that make a careless splitter quadratic; done at all is the check.
  @Test(arguments: [". ", "...", "1. ", "a.", "“", "\n", "г. ", "A. ", "!?", " ", "。", "[1]", "Mr. "]) func longRowsEnd(
    piece: String
  ) {
    let bytes = String(repeating: piece, count: 60_000).bytes
    #expect(Segmenter.sentences(in: bytes, language: nil).count <= 60_000)
    #expect(Segmenter.words(in: bytes).count <= 60_000)
  }
}
