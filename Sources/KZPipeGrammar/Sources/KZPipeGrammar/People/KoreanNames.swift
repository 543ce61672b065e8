/// A Korean name beside a title.
struct KoreanName {
  var tokens: Range<Int>
  /// Without particles.
  var name: String
  /// `윤 대표`: a surname that stands for its bearer.
  var isSurname: Bool
}

/// Korean role nouns.
public enum KoreanRole {
  /// A role noun, alone or as the end of a compound (`시의원`).
  public static func isRole(_ text: TokenText, _ token: Token) -> Bool { KoreanNames.isRole(text, token) }
}

/// Finds names beside titles in Korean: `대표 윤서진은`, `차관 티무르 사기예프는`, `윤서진 대표는`, `윤 대표는`.
enum KoreanNames {
  static func names(in text: TokenText) -> [KoreanName] {
    var out: [KoreanName] = []
    for index in text.tokens.indices {
      let token = text.tokens[index]
      guard token.isWord, token.traits.contains(.hangul), token.length <= 30 else { continue }
      if isRole(text, token), let found = after(text, index) {
        if out.last.map({ $0.tokens.upperBound <= found.tokens.lowerBound }) ?? true { out.append(found) }
      } else if let found = before(text, index),
        out.last.map({ $0.tokens.upperBound <= found.tokens.lowerBound }) ?? true
      {
        out.append(found)
      }
    }
    return out
  }

  private static let particles: [StaticString] = ["은", "는", "이", "가", "께서", "의", "도", "씨는", "씨가", "씨"]

  /// Bytes of the token without its particle; nil when it has none.
  private static func stem(_ text: TokenText, _ token: Token, atLeast: Int = 4) -> Range<Int>? {
    for particle in particles {
      let length = particle.utf8CodeUnitCount
      if token.length >= length + atLeast, text.hasBytes(particle, at: Int(token.end) - length, before: Int(token.end))
      {
        return Int(token.start)..<(Int(token.end) - length)
      }
    }
    return nil
  }

  /// A role noun, alone or as the end of a compound (`시의원`).
  static func isRole(_ text: TokenText, _ token: Token) -> Bool {
    if RoleNouns.korean.contains(token) { return true }
    for length in [6, 9] where token.length > length && token.length <= 24 {
      if RoleNouns.korean.contains(WordKey(text.string((Int(token.end) - length)..<Int(token.end)))) { return true }
    }
    return false
  }

  /// `연구위원은` behind `연구원`: one rank after another is no name.
  private static func endsInRole(_ text: TokenText, _ range: Range<Int>) -> Bool {
    for length in [6, 9, 12] where range.count >= length {
      if RoleNouns.korean.contains(WordKey(text.string((range.upperBound - length)..<range.upperBound))) { return true }
    }
    return false
  }

  private static func after(_ text: TokenText, _ role: Int) -> KoreanName? {
    guard let first = text.token(role + 1), first.isWord, first.hasSpaceBefore, first.traits.contains(.hangul),
      !RoleNouns.korean.contains(first)
    else { return nil }
    if let range = stem(text, first) {
      guard range.count >= 6, range.count <= 15, !endsInRole(text, range) else { return nil }
      return KoreanName(tokens: (role + 1)..<(role + 2), name: text.string(range), isSurname: false)
    }
    guard first.length >= 6, first.length <= 15, let second = text.token(role + 2), second.isWord,
      second.hasSpaceBefore, second.traits.contains(.hangul),
      let range = stem(text, second, atLeast: 3), range.count <= 18
    else { return nil }
    return KoreanName(
      tokens: (role + 1)..<(role + 3), name: text.string(Int(first.start)..<range.upperBound), isSurname: false)
  }

  /// `윤 대표는`, `윤서진 대표는`: the second word is a title, perhaps with a particle.
  private static func before(_ text: TokenText, _ index: Int) -> KoreanName? {
    let token = text.tokens[index]
    guard token.length == 3 || token.length == 9, isSurname(text, token), let title = text.token(index + 1),
      title.isWord, title.hasSpaceBefore
    else { return nil }
    let bare = stem(text, title, atLeast: 3).map { WordKey(text.string($0)) }
    guard RoleNouns.korean.contains(title) || bare.map({ RoleNouns.korean.contains($0) }) ?? false else { return nil }
    return KoreanName(tokens: index..<(index + 1), name: text.string(token), isSurname: token.length == 3)
  }

  /// The commonest surnames. Source: Statistics Korea, census of surnames 2015, those of more than 40,000 bearers.
  private static let surnames = WordSet(
    """
    김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 전 홍 고 문 양 손 배 백 허 유 남 심 노 하 곽 성 차 주 우 구 민 진 지 엄
    채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설 마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹 제 모 탁 국 어 은 편 용
    """)

  private static func isSurname(_ text: TokenText, _ token: Token) -> Bool {
    surnames.contains(WordKey(text.string(Int(token.start)..<(Int(token.start) + 3))))
  }
}
