import Testing

@testable import KZPipeGrammar

/// Cuts text, reads numbers, splits sentences; offsets are bytes of the text.
struct TokenTests {
  private func words(_ text: String) -> [String] {
    let tokens = TokenText(text)
    return tokens.tokens.map(tokens.string)
  }

  @Test func lettersDigitsAndScriptsPart() {
    #expect(words("US$450m, Q3 2026년 KOSPI는") == ["US", "$", "450", "m", ",", "Q", "3", "2026", "년", "KOSPI", "는"])
  }

  @Test func apostrophesStayInWordsAndCliticsLeave() {
    #expect(
      words("O'Hanlon didn't see Norway’s boat; we'll go.") == [
        "O'Hanlon", "didn't", "see", "Norway", "’s", "boat", ";", "we", "'ll", "go", ".",
      ])
  }

  @Test func keysIgnoreCaseInLatinAndCyrillic() {
    for (a, b) in [("ASTANA", "astana"), ("Қазақстан", "қазақстан"), ("Ещё", "еще"), ("Őr", "őr")] {
      #expect(WordKey(a) == WordKey(b))
    }
    #expect(WordKey("май") != WordKey("мая"))
  }

  @Test func sentencesEndAtStopsButNotAtAbbreviations() {
    let text = TokenText("Mr. Kim met J. Smith on Jan. 5 in the U.S. capital. He left at 5 p.m. \"Why?\" asked Ann.")
    #expect(
      text.sentences.map { text.string(tokens: $0) } == [
        "Mr. Kim met J. Smith on Jan. 5 in the U.S. capital.", "He left at 5 p.m.", "\"Why?\" asked Ann.",
      ])
  }

  @Test(arguments: [
    ("two hundred and five", 205.0), ("half a million", 500_000), ("twenty-five", 25), ("1,250.50", 1250.5),
    ("2,5 million", 2_500_000),
    ("3.7 trln", 3_700_000_000_000), ("a dozen", 12), ("two and a half million", 2_500_000),
  ])
  func englishNumbers(_ text: String, _ value: Double) throws {
    let number = try #require(NumberReader(.english).read(TokenText(text), at: 0))
    #expect(number.value.double == value)
    #expect(number.endByte == text.utf8.count)
  }

  @Test(arguments: [
    ("1 200 000", 1_200_000.0), ("18,4 млрд", 18_400_000_000), ("двадцать пять тысяч", 25_000),
    ("полмиллиона", 500_000),
  ])
  func russianNumbers(_ text: String, _ value: Double) throws {
    let number = try #require(NumberReader(.russian).read(TokenText(text), at: 0))
    #expect(number.value.double == value)
  }

  @Test(arguments: [
    ("1조2천억", 1_200_000_000_000.0), ("4만8천250", 48_250), ("2조 5천억", 2_500_000_000_000), ("62억", 6_200_000_000),
  ])
  func koreanNumbers(_ text: String, _ value: Double) throws {
    let number = try #require(NumberReader(.korean).read(TokenText(text), at: 0))
    #expect(number.value.double == value)
    #expect(number.endByte == text.utf8.count)
  }

  @Test func tokensAreSlicesInOrderForAnyBytes() {
    var state: UInt64 = 42
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    for length in [0, 1, 2, 3, 17, 400] {
      for _ in 0..<50 {
        let text = TokenText(bytes: (0..<length).map { _ in next() })
        var end = 0
        for token in text.tokens {
          #expect(token.start >= end && token.end > token.start && Int(token.end) <= length)
          end = Int(token.end)
        }
        #expect(text.sentences.reduce(0) { $0 + $1.count } == text.count)
      }
    }
  }

  @Test func languageIsGuessedFromLetters() {
    #expect(GrammarLanguage.guess(TokenText("Мост открыли вчера")) == .russian)
    #expect(GrammarLanguage.guess(TokenText("Көпір кеше ашылды, оған қонақтар келді")) == .kazakh)
    #expect(GrammarLanguage.guess(TokenText("다리는 어제 열렸다")) == .korean)
    #expect(GrammarLanguage.guess(TokenText("The bridge opened")) == .english)
  }
}
