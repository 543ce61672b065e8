import EntityText

/// Endings that may follow a name inside a written word.
public enum WordEndings {
  /// Kazakh: case, possession with case, place adjective, plural with case.
  public static let kazakh: Set<[UInt8]> = {
    let cases = [
      "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "на", "не", "а", "е", "ны", "ні", "ды", "ді",
      "ты",
      "ті", "н", "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен",
      "дағы",
      "дегі", "тағы", "тегі", "ндағы", "ндегі", "дікі", "тікі", "нікі",
    ]
    let possessive = ["ы", "і", "сы", "сі"]
    let afterPossessive = [
      "", "ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі",
    ]
    let plural = ["лар", "лер", "дар", "дер", "тар", "тер"]
    var all = Set(cases)
    for head in possessive { for tail in afterPossessive { all.insert(head + tail) } }
    for head in plural {
      all.insert(head)
      for tail in cases { all.insert(head + tail) }
      for tail in ["ы", "і", "ының", "інің", "ына", "іне", "ын", "ін", "ында", "інде"] { all.insert(head + tail) }
    }
    return Set(all.map { Folding.key($0) })
  }()

  /// Korean particles and the copula; the name ends before them.
  public static let korean: Set<[UInt8]> = Set(
    """
    이 가 은 는 을 를 의 에 에서 에게 에게서 께 께서 와 과 도 만 로 으로 부터 까지 보다 처럼 이나 나 이며 며 이고 고 이라고 라고 이란 란 이다 \
    이라는 라는 인 이었다 였다 에는 에서는 에서도 에도 로는 으로는 와의 과의 에서의 로의 으로의 만의 까지의 부터의 로서 으로서 로부터 \
    으로부터 에선 엔 이든 든 조차 마저 밖에 뿐 측 측은 측이 산 발 내 행 간 식 계 인은 인이
    """.split(separator: " ").map { Folding.key($0) })

  /// Longest listed ending, in bytes.
  public static let longest = 40
}
