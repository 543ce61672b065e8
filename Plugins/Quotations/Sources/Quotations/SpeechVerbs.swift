import KZPipeGrammar

/// How a verb takes what is said.
enum SpeechVerb: Sendable {
  /// `said (that) ...`
  case say
  /// `told somebody (that) ...`
  case tell
  /// `argued that ...`: reported speech only with `that`.
  case that
  /// `laughed`, `wrote to`: direct speech only.
  case manner
  /// `called it "..."`, `spoke of "..."`: parts of sentences.
  case label
  /// `believes`, `expects`: a mind's verb, after or before a clause.
  case think
}

/// Verbs of saying. Source: general vocabulary of news reporting, written for this project.
enum SpeechVerbs {
  static let english: WordTable<SpeechVerb> = {
    var table = WordTable<SpeechVerb>()
    func regular(_ stems: String, _ kind: SpeechVerb) {
      for stem in stems.split(separator: " ") {
        let base = String(stem)
        let silent = base.hasSuffix("e")
        let consonantY = base.hasSuffix("y") && !["ay", "ey", "oy"].contains { base.hasSuffix($0) }
        let root = consonantY ? String(base.dropLast()) + "i" : silent ? String(base.dropLast()) : base
        let hisses = base.hasSuffix("s") || base.hasSuffix("sh") || base.hasSuffix("ch") || consonantY
        table.add(WordKey(consonantY ? root + "es" : hisses ? base + "es" : base + "s"), kind)
        table.add(WordKey(root + "ed"), kind)
        table.add(WordKey((silent ? root : base) + "ing"), kind)
      }
    }
    table.add("said says saying say", .say)
    regular(
      "add announce confirm admit declare estimate claim insist note predict pledge vow promise stress report reckon suspect guess",
      .say)
    table.add("admitted admitting admits", .say)
    table.add("told tells telling", .tell)
    regular("assure inform remind warn notify", .tell)
    regular(
      """
      argue explain rule complain caution acknowledge conclude concede deny emphasise emphasize highlight indicate
      maintain mention observe point recall remember reiterate remark repeat respond reveal signal specify state suggest testify
      underline underscore allege assert attest boast certify clarify comment counter demand disclose
      emphasize imply joke hint lament propose answer reply recommend stipulate surmise urge fear worry
      """.split(whereSeparator: \.isNewline).joined(separator: " "), .that)
    table.add(
      "ruled rules hinted submitted wrote writes written writing swore stressed found argued replied replies", .that)
    regular(
      """
      ask laugh smile chuckle quip shout cry exclaim whisper mutter murmur sigh scream yell sob snap shrug tweet post
      interject continue begin conclude greet thunder bellow retort muse protest plead wonder inquire enquire read
      """.split(whereSeparator: \.isNewline).joined(separator: " "), .manner)
    table.add("quipped went sang began spoke speaks speaking", .manner)
    regular(
      "call describe dub label brand characterise characterize praise criticise criticize hail denounce dismiss", .label
    )
    regular("believe expect hope think consider doubt assume", .think)
    table.add("thought felt feels thinks", .think)
    return table
  }()

  /// Nouns of a message before a colon: `in a statement: "..."`.
  static let messageNouns = WordSet(
    "message statement letter post tweet note interview speech words comment remark reply answer email e-mail text motto"
  )

  static let russian: WordTable<SpeechVerb> = {
    var table = WordTable<SpeechVerb>()
    func past(_ stems: String, _ kind: SpeechVerb) {
      for stem in stems.split(separator: " ") {
        for end in ["л", "ла", "ли", "ло"] { table.add(WordKey(String(stem) + end), kind) }
      }
    }
    past(
      """
      сказа говори заяви сообщи добави отмети подчеркну рассказа объясни поясни призна уточни напомни предупреди пообеща
      обеща утвержда счита полага подтверди замети написа ответи спроси повтори продолжи указа объяви провозгласи констатирова
      посетова пожалова призва предложи вырази выступи резюмирова заключи прокомментирова воскликну пошути усмехну признава назва охарактеризова возрази парирова усомни
      отреагирова настаива настоя опроверг отрица завери переда доложи проинформирова сообща рассказыва отмеча
      """.split(whereSeparator: \.isNewline).joined(separator: " "), .say)
    table.add(
      """
      признался призналась признались пожаловался пожаловалась посетовал отметил рассмеялся рассмеялась усмехнулся усмехнулась
      поделился поделилась поделились возмутился возмутилась опроверг обратился обратилась удивился удивилась улыбнулась
      говорит говорят заявляет заявляют сообщает сообщают отмечает отмечают подчеркивает подчеркивают рассказывает рассказывают
      объясняет поясняет признает признается уточняет добавляет утверждает утверждают считает считают полагает уверяет
      уверен уверена убежден убеждена вспоминает шутит пишет пишут замечает продолжает напоминает предупреждает обещает
      подтверждает указывает вздыхает смеется повторяет отвечает спрашивает надеется думает
      """, .say)
    return table
  }()

  /// «По словам X», «по её оценке».
  static let russianAccording = WordSet(
    "словам мнению оценке оценкам прогнозу прогнозам убеждению информации подсчетам подсчётам выражению признанию")

  /// What the ending of a Russian verb in the past says about its subject: «признался», «сказала».
  static func pastGender(_ text: TokenText, _ verb: Token) -> Person.Gender {
    for (ending, gender) in [("лась", .female), ("лся", .male), ("ла", .female), ("л", .male)]
      as [(StaticString, Person.Gender)]
    where text.hasBytes(ending, at: Int(verb.end) - ending.utf8CodeUnitCount, before: Int(verb.end)) { return gender }
    return .unknown
  }

  static let kazakh = WordSet(
    """
    деді дейді деген айтты айтады айтқан хабарлады хабарлайды мәлімдеді мәлімдейді қосты атап түсіндірді түсіндіреді жазды
    жазады ескертті еске баса өтті жауап берді уәде білдірді пайымдайды санайды ойлайды сұрады әзілдеді
    жеткізді жеткізеді болжайды болжады баяндады баяндайды күлді күледі сендірді сендіреді мойындады мойындайды нақтылады
    толықтырды қорытындылады бөлісті бөліседі есептейді сынады ұсынды талап етті шақырды
    """)
  /// `X-тың айтуынша`, `мәліметінше`, `сөзінше`: according to.
  static let kazakhAccording = WordSet(
    "айтуынша мәліметінше сөзінше пікірінше дерегінше хабарлауынша ойынша сөзіне мәліметіне")

  /// Stems with which a Korean verb of saying begins.
  static let korean: [StaticString] = [
    "말했", "말한", "밝혔", "밝힌", "강조", "전했", "전한", "덧붙", "설명", "지적", "주장", "답했", "답한", "대답", "반박", "언급", "토로", "털어놓",
    "약속", "당부", "촉구", "경고", "호소", "회고", "회상", "평가", "진단", "전망", "예상", "분석", "소개", "인정", "부인", "해명", "발표", "선언", "이야기",
    "얘기", "썼",
    "내다봤", "내다보", "관측", "우려", "귀띔", "꼬집", "요청", "제안", "다짐", "비판", "역설", "일축", "울먹", "적었", "물었", "되물", "외쳤", "농담", "고백",
    "시인", "자평", "기대",
  ]

  static func pronoun(_ token: Token) -> Person.Gender? {
    if token.isWord("he") || token.isWord("он") { return .male }
    if token.isWord("she") || token.isWord("она") { return .female }
    return nil
  }
}
