import KZPipeText

/// Chinese, Japanese and Korean: the script decides, the choice of characters between the two Chinese scripts.
enum EastAsian {
  static func guess(_ sample: [UInt8], han: Int, kana: Int, hangul: Int) -> LanguageGuess? {
    let letters = han + kana + hangul
    if hangul * 4 >= letters {
      return LanguageGuess(
        tag: LanguageTag(language: "ko", script: .hangul), confidence: hangul > 1 ? 0.99 : 0.6, others: [:],
        letters: letters)
    }
    // No Japanese sentence goes without kana; Chinese ones borrow at most a の.
    if kana * 20 >= letters, kana > 1 || han == 0 || !isPossessive(sample) {
      return LanguageGuess(
        tag: LanguageTag(language: "ja", script: .kana), confidence: kana > 1 ? 0.99 : 0.8, others: ["zh": 0.01],
        letters: letters)
    }
    var simplified = 0
    var traditional = 0
    for element in ScalarIterator(sample) where element.scalar.value >= 0x4E00 && element.scalar.value < 0xA000 {
      if HanVariants.simplified.contains(element.scalar.value) { simplified += 1 }
      if HanVariants.traditional.contains(element.scalar.value) { traditional += 1 }
    }
    let variant: LanguageTag.HanVariant? =
      simplified == traditional ? nil : simplified > traditional ? .simplified : .traditional
    // A few characters without kana may still be a Japanese or an old Korean headline.
    let confidence = letters >= 16 ? 0.98 : simplified > traditional ? 0.9 : letters >= 8 ? 0.8 : 0.5
    return LanguageGuess(
      tag: LanguageTag(language: "zh", script: .han, hanVariant: variant), confidence: confidence,
      others: ["ja": 1 - confidence], letters: letters)
  }

  /// Whether the text's only kana may be the の that Chinese advertising likes.
  private static func isPossessive(_ sample: [UInt8]) -> Bool {
    ScalarIterator(sample).contains { $0.scalar == "の" }
  }
}
