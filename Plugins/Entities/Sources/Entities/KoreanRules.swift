import EntityText
import Gazetteers
import KZPipeKit

/// Persons and bodies in Korean by rule: titles after a name of three syllables, endings of bodies.
struct KoreanRules {
  let text: TokenizedText
  let block: Int
  let resources: EntityResources
  let matches: [GazetteerMatch]

  /// Family names of one syllable, by frequency.
  static let familyNames: Set<String> = Set(
    "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍 전 고 문 손 양 배 백 허 남 노 하 곽 성 차 주 우 구 민 진 나 지 엄 변 여 추 도 소 석 선 설 마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹 제 모 탁 국 은 편 용"
      .split(separator: " ").map(String.init))
  static let titles = [
    "대통령", "총리", "장관", "차관", "대사", "의원", "대표", "회장", "사장", "부회장", "부사장", "이사", "교수", "박사", "기자", "감독", "선수", "위원장",
    "시장", "지사", "청장", "원장", "총재", "총장", "국장", "실장", "팀장", "연구원", "애널리스트", "작가", "변호사", "판사", "검사", "씨",
    "과장", "부장", "본부장", "참사관", "서기관", "영사", "총영사", "공사", "단장", "소장", "처장", "관장", "센터장", "연구위원", "위원", "이사장",
    "부총리", "부위원장", "사무총장", "대변인", "비서관", "보좌관", "의장", "군수", "코치", "간호사", "의사", "교사", "화가", "가수", "배우", "시인",
    "전문의", "특파원", "총리실장", "사령관", "조합장", "지점장", "법인장", "공장장", "학장", "교장", "회계사", "전무", "상무",
  ]
  /// Ranks that end longer titles: `해외사업본부장`. Those that are common words too (`시장`, market) stand alone only.
  static let rankEndings = [
    "본부장", "사업부장", "사업단장", "센터장", "팀장", "실장", "국장", "과장", "부장", "소장", "처장", "청장", "원장", "관장", "학장", "총장", "위원장", "이사장",
    "사무총장", "연구원", "연구위원", "참사관", "서기관", "대변인", "비서관", "보좌관", "차관", "장관", "부회장", "부사장", "교수", "의원", "특파원", "지점장", "법인장",
  ]
  /// Endings of bodies' names, long before short.
  static let bodyEndings = [
    "대학교", "위원회", "연구소", "연구원", "협회", "재단", "은행", "그룹", "전자", "통신", "신문", "일보", "방송", "공사", "공단", "자동차", "중공업", "건설부",
    "외교부", "재정부", "보건부", "국방부", "교육부", "산업부", "에너지부", "교통부", "환경부", "농업부", "내무부", "법무부", "문화부", "로보틱스", "테크", "항공",
    "물산", "상사", "생명", "화재", "중공업", "조선소", "제철", "해운", "통신사", "뉴스", "대학", "재단법인", "협동조합", "거래소", "연구회", "학회", "진흥원",
    "개발원", "기술원", "과학원",
    "조직위원회", "병원", "의료원", "경찰청", "검찰청", "교육청", "시청", "도청", "대법원", "법원", "국회", "상공회의소", "협의회", "총영사관", "영사관", "오페라단",
    "교향악단", "증권", "화학", "제약", "바이오", "시스템", "홀딩스", "컴퍼니", "엔지니어링", "에너지", "반도체", "디스플레이", "박물관", "도서관", "대사관", "연합",
    "연맹", "조합",
  ]

  func candidates() -> [Candidate] {
    var out: [Candidate] = []
    for index in text.tokens.indices where text.tokens[index].script == .hangul {
      if let last = out.last, last.tokens.contains(index) { continue }
      if let person = foreigner(index) ?? namedForeigner(index) ?? settler(index) {
        out.append(person)
      } else if let person = person(index) {
        out.append(person)
      } else if let body = body(index) ?? place(index) {
        out.append(body)
      }
    }
    return out
  }

  private func make(_ token: Int, _ length: Int, _ kind: Entity.Kind) -> Candidate {
    let start = Int(text.tokens[token].start)
    return Candidate(
      block: block, tokens: token..<(token + 1), bytes: start..<(start + length), kind: kind, confidence: 0.75)
  }

  /// The word without its particle.
  private func stem(_ token: Int) -> String {
    let word = text.foldedString(of: token)
    for length in stride(from: min(4, word.count - 2), through: 1, by: -1) where word.count - length >= 2 {
      if WordEndings.korean.contains(Array(word.suffix(length).utf8)) { return String(word.dropLast(length)) }
    }
    return word
  }

  private func person(_ token: Int) -> Candidate? {
    let word = text.foldedString(of: token)
    let next = token + 1 < text.tokens.count ? text.foldedString(of: token + 1) : ""
    let previous = token > 0 ? text.foldedString(of: token - 1) : ""
    let titleFollows = Self.isTitle(next)
    let titlePrecedes = Self.titles.contains { previous == $0 || previous.hasSuffix($0) }
    if titleFollows, (3...4).contains(word.count) || word.count == 1, Self.familyNames.contains(String(word.prefix(1))),
      word.count < 4 || word.count == 1
    {
      return make(token, word.utf8.count, .person)
    }
    // "김민재 산업통상자원부 차관", "임서윤 소아과 과장은": the body or the field stands between name and title.
    if isFullName(token, word), let title = titleBehind(token + 1) {
      let isBodyBetween = title > token + 1 && isBody(title - 1)
      if isBodyBetween || Self.hasSubjectParticle(text.foldedString(of: title)) {
        return make(token, word.utf8.count, .person)
      }
    }
    let bare = stem(token)
    if titlePrecedes, bare.count == 3, Self.familyNames.contains(String(bare.prefix(1))) {
      return make(token, bare.utf8.count, .person)
    }
    return nil
  }

  /// Three syllables that begin with a family name and do not end like a town, an office or a school.
  private func isFullName(_ token: Int, _ word: String) -> Bool {
    guard word.count == 3, Self.familyNames.contains(String(word.prefix(1))), let last = word.last,
      !"대시도군구부청당측팀점는을를에".contains(last), !Self.titles.contains(word), !isKnown(token)
    else { return false }
    return !Self.bodyEndings.contains(word)
  }

  /// The title that follows, at most two words without particles between.
  private func titleBehind(_ start: Int) -> Int? {
    for at in start..<max(start, min(start + 3, text.tokens.count)) {
      let token = text.tokens[at]
      guard token.script == .hangul, token.spaceBefore, !token.startsSentence else { return nil }
      let word = text.foldedString(of: at)
      if Self.isTitle(word) || Self.isLongTitle(word) {
        // "… 연구원 연구위원은": a body that ends like a rank, and the rank behind it.
        guard isBody(at), at + 1 < text.tokens.count, at < start + 2 else { return at }
        let behind = text.foldedString(of: at + 1)
        return Self.isTitle(behind) || Self.isLongTitle(behind) ? at + 1 : at
      }
      // "정형외과", "물산" end like words with a particle; those below end a phrase for sure.
      guard word.count > 1, let last = word.last, !"은는을를에".contains(last) || isBody(at) else { return nil }
    }
    return nil
  }

  /// Whether the packs know the word as a name.
  private func isKnown(_ token: Int) -> Bool {
    matches.starting(at: token).contains { match in match.postings.contains { !$0.flags.contains(.weak) } }
  }

  /// `해외사업본부장은`: a compound that ends in a rank, a particle behind it or nothing.
  private static func isLongTitle(_ word: String) -> Bool {
    func ends(_ word: Substring) -> Bool {
      rankEndings.contains { word.count > $0.count && word.hasSuffix($0) }
    }
    if ends(word[...]) { return true }
    guard hasSubjectParticle(word) else { return false }
    return ends(word.dropLast())
  }

  private static func hasSubjectParticle(_ word: String) -> Bool {
    guard word.count > 2, let last = word.last else { return false }
    return "은는이가도".contains(last)
  }

  /// A title, a particle behind it or nothing; "대사관" is none.
  private static func isTitle(_ word: String) -> Bool {
    titles.contains { title in
      word == title || word.hasPrefix(title) && WordEndings.korean.contains(Array(word.dropFirst(title.count).utf8))
    }
  }

  /// A body that the packs know, or that ends like one.
  private func isBody(_ token: Int) -> Bool {
    let known = matches.starting(at: token).contains { match in
      match.tokens.count == 1
        && match.postings.contains { resources.matcher.gazetteers[match.source].kind($0.entry) == .organisation }
    }
    let word = text.foldedString(of: token)
    return known || Self.bodyEndings.contains { word.hasSuffix($0) && word.count >= $0.count + 2 }
  }

  /// "차관 티무르 사기예프는": two words after a title, the second with a particle of the subject.
  private func foreigner(_ token: Int) -> Candidate? {
    guard token > 0, token + 1 < text.tokens.count, Self.titles.contains(text.foldedString(of: token - 1)),
      text.tokens[token + 1].script == .hangul, text.tokens[token + 1].spaceBefore
    else { return nil }
    let first = text.foldedString(of: token)
    let second = text.foldedString(of: token + 1)
    guard let particle = second.last, "는은이가".contains(particle), second.count > 2, first.count >= 2,
      stem(token) == first,
      !Self.familyNames.contains(String(first.prefix(1))) || first.count != 3
    else { return nil }
    let bare = second.dropLast()
    let start = Int(text.tokens[token].start)
    return Candidate(
      block: block, tokens: token..<(token + 2), bytes: start..<(Int(text.tokens[token + 1].start) + bare.utf8.count),
      kind: .person, confidence: 0.75)
  }

  /// "다니야르 무카셰프 참사관은", "알마스 두이센베코프 에너지부 차관은": two words of foreign sound before a title.
  private func namedForeigner(_ token: Int) -> Candidate? {
    guard token + 2 < text.tokens.count, isForeignPart(token), isForeignPart(token + 1),
      text.tokens[token + 1].spaceBefore, !text.tokens[token + 1].startsSentence
    else { return nil }
    let words = [text.foldedString(of: token), text.foldedString(of: token + 1)]
    guard words.contains(where: Self.soundsForeign), let title = titleBehind(token + 2) else { return nil }
    // Between name and title only a country and its bodies may stand.
    guard ((token + 2)..<title).allSatisfy({ isKnown($0) || isBody($0) || countryBefore($0) || isOffice($0) }),
      !Self.familyNames.contains(String(words[0].prefix(1))) || words[0].count != 3 || title > token + 2
        || Self.soundsForeign(words[0])
    else { return nil }
    let start = Int(text.tokens[token].start)
    return Candidate(
      block: block, tokens: token..<(token + 2), bytes: start..<Int(text.tokens[token + 1].end), kind: .person,
      confidence: 0.75)
  }

  /// `투자청`, `경제국`: three syllables and more that end like an office.
  private func isOffice(_ token: Int) -> Bool {
    let word = text.foldedString(of: token)
    return word.count >= 3 && word.last.map { "청부원국처실회단사".contains($0) } ?? false
  }

  /// A word without a particle that is no title, no body and not in the packs.
  private func isForeignPart(_ token: Int) -> Bool {
    guard text.tokens[token].script == .hangul else { return false }
    let word = text.foldedString(of: token)
    // `누를란`, `굴미라` end like words with a particle; those below end a phrase for sure.
    guard (2...8).contains(word.count), let last = word.last, !"은는을를에의".contains(last) else { return false }
    return !isKnown(token) && !isBody(token) && !Self.isTitle(word) && !Self.isLongTitle(word)
  }

  /// `예브게니 김은`: a foreign first name before a Korean family name, a particle or `씨` behind it.
  private func settler(_ token: Int) -> Candidate? {
    guard token + 1 < text.tokens.count, isForeignPart(token), text.tokens[token + 1].spaceBefore,
      !text.tokens[token + 1].startsSentence
    else { return nil }
    let word = text.foldedString(of: token + 1)
    guard let family = word.first, Self.familyNames.contains(String(family)),
      Self.mayBeForeign(text.foldedString(of: token))
    else { return nil }
    let isBare = word.count == 1 && token + 2 < text.tokens.count && text.foldedString(of: token + 2).hasPrefix("씨")
    guard isBare || word.count == 2 && word.last.map({ "은는이가의도".contains($0) }) ?? false else { return nil }
    let start = Int(text.tokens[token].start)
    return Candidate(
      block: block, tokens: token..<(token + 2),
      bytes: start..<(Int(text.tokens[token + 1].start) + String(family).utf8.count), kind: .person, confidence: 0.75)
  }

  /// `발하시 호수`, `울켄 마을`: a name before a word for a lake, a range, a village. Lakes and ranges belong to the name.
  private func place(_ token: Int) -> Candidate? {
    guard token + 1 < text.tokens.count, text.tokens[token + 1].spaceBefore, !text.tokens[token + 1].startsSentence
    else { return nil }
    let next = text.foldedString(of: token + 1)
    let word = text.foldedString(of: token)
    if let feature = Self.features.first(where: { next.hasPrefix($0) }),
      next == feature || WordEndings.korean.contains(Array(next.dropFirst(feature.count).utf8)),
      isKnown(token) || Self.soundsForeign(word), word.count > 1
    {
      let start = Int(text.tokens[token].start)
      let end = Int(text.tokens[token + 1].start) + feature.utf8.count
      return Candidate(block: block, tokens: token..<(token + 2), bytes: start..<end, kind: .place, confidence: 0.75)
    }
    if next.hasPrefix("마을"), isForeignPart(token), Self.mayBeForeign(word) {
      return make(token, word.utf8.count, .place)
    }
    return nil
  }

  private static let features = ["호수", "산맥", "사막", "고원", "반도"]

  /// Syllables that Korean words of Chinese origin do not have and transliterated names often do.
  private static let foreignSyllables = Set(
    "르를트크프스즈츠브드그흐므느케셰샤쉬베네레메테코카쿠푸누슈쇼쥬셴센셉벡벤켄켈켓룰롤톨블플클츨릴빌딜릿킷핏랍롭")

  private static func soundsForeign(_ word: String) -> Bool {
    word.count { foreignSyllables.contains($0) } * 3 >= word.count
  }

  /// One such syllable is enough where what stands beside the word speaks for a name too.
  private static func mayBeForeign(_ word: String) -> Bool { word.contains { foreignSyllables.contains($0) } }

  /// The word before, when it is a country's name without a particle.
  private func countryBefore(_ token: Int) -> Bool {
    guard token > 0, text.tokens[token].spaceBefore else { return false }
    return matches.starting(at: token - 1).contains { match in
      match.tokens == (token - 1)..<token && match.end == Int(text.tokens[token - 1].end)
        && match.postings.contains { resources.matcher.gazetteers[match.source].kind($0.entry) == .country }
    }
  }

  /// `주한`, `주카자흐스탄`: the word before an embassy that says where it is.
  private func postBefore(_ token: Int) -> Int? {
    guard token > 0, text.tokens[token].spaceBefore, text.tokens[token - 1].script == .hangul else { return nil }
    let word = text.foldedString(of: token - 1)
    return word.hasPrefix("주") && (2...8).contains(word.count) ? token - 1 : nil
  }

  private func body(_ token: Int) -> Candidate? {
    for word in [text.foldedString(of: token), stem(token)] {
      for ending in Self.bodyEndings
      where word.hasSuffix(ending)
        && (word.count >= ending.count + 2 || word == ending && word.hasSuffix("부") && countryBefore(token))
      {
        // "주한 카자흐스탄대사관": where the embassy is belongs to its name.
        if word.hasSuffix("대사관") || word.hasSuffix("영사관"), let post = postBefore(token) {
          let start = Int(text.tokens[post].start)
          return Candidate(
            block: block, tokens: post..<(token + 1), bytes: start..<(Int(text.tokens[token].start) + word.utf8.count),
            kind: .organisation, confidence: 0.75)
        }
        guard word.hasSuffix("부"), countryBefore(token) else { return make(token, word.utf8.count, .organisation) }
        // A ministry with its country is one body.
        let start = Int(text.tokens[token - 1].start)
        return Candidate(
          block: block, tokens: (token - 1)..<(token + 1),
          bytes: start..<(Int(text.tokens[token].start) + word.utf8.count),
          kind: .organisation, confidence: 0.75)
      }
    }
    return nil
  }
}
