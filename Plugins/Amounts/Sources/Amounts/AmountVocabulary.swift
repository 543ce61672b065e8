import KZPipeGrammar

/// Words of one language that the amount rules look at.
struct AmountVocabulary: Sendable {
  var percent = WordSet()
  var points = WordSet()
  /// Between two bounds.
  var rangeWords = WordSet()
  /// Between two bounds when `between` stands before the first.
  var and = WordSet()
  var between = WordSet()
  /// Before the first of two sums that are no range.
  var from = WordSet()
  /// Verbs before the first of two sums, a change and its result: `added $2 to $80`.
  var changes = WordSet()
  /// Before a number that is a name: `Article 189`, `Flight 1991`.
  var labels = WordSet()
  var timeUnits = WordSet()
  /// Words after a number that no count goes on with.
  var notCounted = WordSet()
  var irregularPlurals = WordSet()
  var measures = WordSet(
    "km kg cm mm ha mw gw kw kwh mwh gwh twh hz mhz ghz km² m² km2 км кг см мм га квт мвт гвт м² км² шақырым")
  var weight = WordSet()
  var money = WordSet()
  var afterWonVerb = WordSet()
  var beforeOneUnit = WordSet()
  /// Words that may follow a large number which shares the currency of the sum before it.
  var afterSharedSum = WordSet()
  var afterOneUnit = WordSet()
  /// Currency nouns that are written with a point.
  var shortNouns = WordSet("руб долл тг коп")

  static func table(_ language: GrammarLanguage) -> AmountVocabulary {
    switch language {
    case .english: english
    case .russian: russian
    case .kazakh: kazakh
    case .korean: korean
    }
  }

  private static let english: AmountVocabulary = {
    var words = AmountVocabulary()
    words.percent = WordSet("percent pct percentage")
    words.points = WordSet("point points")
    words.rangeWords = WordSet("to or")
    words.and = WordSet("and")
    words.between = WordSet("between")
    words.from = WordSet("from")
    words.changes = WordSet(
      "added adds add gained gains gain lost lose shed fell falls rose rises up down climbed dropped slipped jumped advanced declined surged sank eased"
    )
    words.labels = WordSet(
      """
      article articles section sections chapter paragraph clause rule flight route highway room page pages line number no nos
      figure table phase volume boeing airbus gate platform apartment building block lot psalm verse channel bus tram
      article's act order resolution decree type model version unit level grade class category group stage zone
      """)
    words.timeUnits = WordSet(
      """
      second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months quarter quarters
      year years decade decades century centuries season seasons am pm a.m o'clock weekdays
      """)
    words.notCounted = WordSet(
      """
      of in on at to from by for with and or but as is are was were be been has have had will would can could may might
      than then times the a an per percent this that these those which who when while after before since until under over
      others degrees-celsius ago later earlier before said says won its his her their our your my into onto plus minus
      """)
    words.irregularPlurals = WordSet(
      """
      people men women children feet teeth geese mice oxen cattle sheep fish deer aircraft spacecraft species series
      hectares percentile personnel police staff crew media data criteria
      """)
    words.weight = WordSet("weigh weighs weighed weighing weight weights heavy heavier lost lose gained lbs")
    words.money = WordSet(
      """
      cost costs costing paid pay pays paying price prices priced fee fees fine fined fund funding spend spent spending
      worth salary wage wages bill loan loans debt grant budget sold sell sells selling bought buy buys buying earn earned
      earns profit revenue million billion income tax taxes rent charge charges charged raised donate donated invest invested
      loss value valued stake deal ticket tickets prize award awarded owed owes owe fare savings sterling british bank money
      """)
    words.afterWonVerb = WordSet(
      """
      the his her their its our my gold silver bronze medals medal seats by against over in at on with only more another
      all both every first second third most nothing and but back him them us out again
      """)
    words.afterSharedSum = WordSet(
      "in on a an from to by and or but the last this earlier later during before after was were is at against while it"
    )
    words.beforeOneUnit = WordSet(
      "for cost costs of than about at pay paid pays worth only just under over below above almost nearly without charge charged every"
    )
    words.afterOneUnit = WordSet("a an per each and or for to in at from on but the more less apiece every when if as")
    return words
  }()

  private static let russian: AmountVocabulary = {
    var words = AmountVocabulary()
    words.percent = WordSet(inflected("процент", "а ов ы у ом ам ами ах"))
    words.points = WordSet("пункт пункта пунктов пункты")
    words.rangeWords = WordSet("до")
    words.and = WordSet("и")
    words.between = WordSet("между")
    words.from = WordSet()
    words.labels = WordSet(
      "статья статьи статье рейс рейса дом пункт пункта том часть глава номер кв школа школы школе")
    words.timeUnits = WordSet(
      """
      секунда секунды секунд секунду минута минуты минут минуту час часа часов день дня дней сутки суток неделя недели недель
      неделю месяц месяца месяцев квартал квартала год года лет году годах годов годы десятилетие десятилетия десятилетий век
      века веков ночь ночи ночей г гг января февраля марта апреля мая июня июля августа сентября октября ноября декабря
      """)
    let verbsOfPaying = """
      выделил выделила выделили выделено выделены составил составила составили
      составляет составят направил направила направили направят вложил вложила вложили вложено потратили потрачено
      получил получила получили пойдут пойдет пойдёт пошли приходится предоставил предоставила предоставили инвестировал инвестировали даст дали дал дала
      """
    words.afterSharedSum = WordSet("и или в на с до от из по за к о для при против но а " + verbsOfPaying)
    words.notCounted = WordSet(
      "и или в на с до от из по за к о об у не что как это его ее их для при под над раз раза мая июня июля "
        + verbsOfPaying)
    return words
  }()

  private static let kazakh: AmountVocabulary = {
    var words = AmountVocabulary()
    words.percent = WordSet(inflected("пайыз проц процент", "ы ын ына ға ға дан ды ке і дың"))
    words.rangeWords = WordSet("бен мен пен")
    words.labels = WordSet("бап бабы үй мектеп")
    words.timeUnits = WordSet(
      inflected(
        "секунд минут сағат күн апта ай тоқсан жыл ғасыр тәулік",
        "ы і ын ін ына іне да де та те дан ден тан тен ға ге қа ке ды ді ты ті дың дің тың тің лық лік дық дік нан нен ында інде"
      )
        + " жылғы жылы жас жаста жастағы жасар")
    words.notCounted = WordSet(
      "және мен бен пен да де үшін туралы дейін бойынша кейін бұрын бойы астам жуық қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда"
    )
    return words
  }()

  private static let korean = AmountVocabulary()
}

/// Hangul that may stand directly after a noun, and the counters of things.
enum KoreanParticles {
  static let particles: [StaticString] = [
    "을", "를", "이", "가", "은", "는", "에", "의", "로", "으로", "과", "와", "도", "만", "씩", "대", "까지", "부터", "에서", "보다", "이다",
    "이며", "이고", "인", "짜리", "선", "여", "쯤", "가량", "안팎", "상당", "이상", "이하", "당", "정도", "어치", "입", "였", "이었", "이나", "밖",
    "규모",
  ]
  static let counters: [StaticString] = [
    "여 명", "여명", "명", "마리", "개국", "개사", "가구", "가지", "개", "대", "건", "곳", "채", "권", "척", "톤", "킬로미터", "킬로그램", "km", "kg",
    "미터", "표", "석", "배", "편", "쌍", "그루", "병", "장",
  ]

  /// Whether the word may end at byte `position`.
  static func mayFollow(_ text: TokenText, _ position: Int) -> Bool {
    guard position < text.bytes.count else { return true }
    // A Hangul syllable begins with EA...ED.
    guard (0xEA...0xED).contains(text.bytes[position]) else { return true }
    for particle in particles where text.hasBytes(particle, at: position, before: text.bytes.count) { return true }
    return false
  }
}
