import KZPipeGrammar

/// Roles in Korean: the noun stands before the name (`대표 윤서진`) with its organisation before it, or behind it (`윤 대표`).
struct KoreanRoles {
  let text: TokenText
  let piece: Int
  let people: People

  func find() -> [FoundRole] {
    var out: [FoundRole] = []
    for mention in people.mentions[piece] {
      let last = mention.tokens.lowerBound - 1
      guard let token = text.token(last), token.traits.contains(.hangul), KoreanRole.isRole(text, token) else {
        if let bytes = after(mention) {
          out.append(FoundRole(bytes: bytes, person: mention.person, name: mention.tokens, confidence: 0.8))
        }
        continue
      }
      var start = last
      if let before = text.token(last - 1), before.isWord, text.tokens[last].hasSpaceBefore,
        !text.tokens[last].traits.contains(.sentenceStart),
        !endsWithParticle(before), !before.traits.contains(.lineBreakBefore)
      {
        start -= 1
        while start > 0, text.isAttached(start), text.tokens[start - 1].isWord { start -= 1 }
      }
      out.append(
        FoundRole(
          bytes: text.byteRange(start ..<~ (last + 1)), person: mention.person, name: mention.tokens, confidence: 0.85))
    }
    return out
  }

  /// `오현우 부사장은`, `듀쎈바예프 주한 카자흐스탄 대사는`: the title behind a full name, without its particle, and up to three
  /// words without a particle between the two.
  private func after(_ mention: PersonMention) -> Range<Int>? {
    guard text.byteRange(mention.tokens).count >= 9, let first = text.token(mention.tokens.upperBound), first.isWord,
      !text.isWord(mention.tokens.upperBound, "씨")
    else { return nil }
    for at in mention.tokens.upperBound ..<~ (mention.tokens.upperBound + 4) {
      guard let word = text.token(at), word.isWord, word.hasSpaceBefore, word.length <= 30,
        !word.traits.contains(.sentenceStart), word.traits.contains(.hangul)
      else { return nil }
      if let end = roleEnd(word) {
        // `… 연구원 연구위원은`: a body that ends like a rank, and the rank behind it.
        if let next = text.token(at + 1), next.isWord, next.hasSpaceBefore, at - mention.tokens.upperBound < 3,
          end == Int(word.end), let last = roleEnd(next)
        {
          return Int(first.start) ..<~ last
        }
        return Int(first.start) ..<~ end
      }
      // `흉부외과` ends like a word with a particle and is none before its rank.
      let isField = text.hasBytes("과", at: Int(word.end) - 3, before: Int(word.end)) && word.length > 6
      if endsWithParticle(word), !(isField && text.token(at + 1).flatMap(roleEnd) != nil) { return nil }
    }
    return nil
  }

  /// Where the role noun ends in the word; nil when it is none.
  private func roleEnd(_ word: Token) -> Int? {
    if KoreanRole.isRole(text, word) { return Int(word.end) }
    for length in [3, 6] where word.length > length + 3 {
      let bytes = Int(word.start) ..<~ (Int(word.end) - length)
      if endsWithParticle(word) || length == 6, RoleNouns.korean.contains(WordKey(text.string(bytes))) {
        return bytes.upperBound
      }
    }
    // `해외사업본부장은`: a compound that ends in a rank.
    if endsWithParticle(word) {
      let end = Int(word.end) - 3
      for length in [9, 6] where end - Int(word.start) > length {
        if RoleNouns.korean.contains(WordKey(text.string((end - length) ..<~ end))) { return end }
      }
    }
    return nil
  }

  private func endsWithParticle(_ token: Token) -> Bool {
    for particle in ["은", "는", "이", "가", "을", "를", "의", "에", "에서", "로", "과", "와", "도", "고", "며"] as [StaticString]
    where token.length > particle.utf8CodeUnitCount + 3
      && text.hasBytes(particle, at: Int(token.end) - particle.utf8CodeUnitCount, before: Int(token.end))
    { return true }
    return false
  }
}
