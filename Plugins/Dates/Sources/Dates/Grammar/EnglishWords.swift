import KZPipeGrammar

/// What an English word can be in a time expression.
enum EnglishWord: Sendable {
  case month(Int)
  /// A three-letter form that is also a name or a word: needs a point or a date beside it.
  case weekday(Int, isShort: Bool)
  case season(Season)
  case unit(TimeUnit, isPlural: Bool)
  case ordinal(Int)
  case part(DayPart)
  /// Days from the publication.
  case day(Int)
  case shift(Shift)
  case edge
  case reference(String)
  case every
  case frequency(TimeUnit)
  case meridiem
}

/// Vocabulary of English time expressions.
enum EnglishDates {
  static let words: WordTable<EnglishWord> = {
    var table = WordTable<EnglishWord>()
    let months = [
      "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
      "september sept sep", "october oct", "november nov", "december dec",
    ]
    for (index, names) in months.enumerated() { table.add(names, .month(index + 1)) }
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    for (index, name) in weekdays.enumerated() { table.add(name, .weekday(index + 1, isShort: false)) }
    for (index, names) in ["mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"].enumerated() {
      table.add(names, .weekday(index + 1, isShort: true))
    }
    table.add("spring", .season(.spring))
    table.add("summer", .season(.summer))
    table.add("autumn fall", .season(.autumn))
    table.add("winter", .season(.winter))
    let units: [(String, String, TimeUnit)] = [
      ("sec", "seconds secs", .second), ("minute min", "minutes mins", .minute), ("hour", "hours hrs", .hour),
      ("day", "days", .day), ("week", "weeks", .week), ("month", "months", .month), ("quarter", "quarters", .quarter),
      ("year", "years", .year), ("decade", "decades", .decade), ("century", "centuries", .century),
      ("weekend", "weekends", .weekend), ("night", "nights", .day), ("fortnight", "fortnights", .week),
    ]
    for (one, many, unit) in units {
      table.add(one, .unit(unit, isPlural: false))
      table.add(many, .unit(unit, isPlural: true))
    }
    let ordinals =
      "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    for (index, word) in ordinals.split(separator: " ").enumerated() { table.add(WordKey(word), .ordinal(index + 1)) }
    table.add("morning", .part(.morning))
    table.add("afternoon", .part(.afternoon))
    table.add("evening", .part(.evening))
    table.add("today", .day(0))
    table.add("yesterday", .day(-1))
    table.add("tomorrow", .day(1))
    table.add("tonight", .day(0))
    table.add("last past previous preceding", .shift(.last))
    table.add("this current", .shift(.this))
    table.add("next coming following upcoming", .shift(.next))
    table.add("early late mid end beginning start middle close turn earlier later", .edge)
    table.add("currently presently nowadays", .reference("PRESENT_REF"))
    table.add("recently lately", .reference("PAST_REF"))
    table.add("soon", .reference("FUTURE_REF"))
    table.add("every each", .every)
    table.add("daily", .frequency(.day))
    table.add("weekly", .frequency(.week))
    table.add("monthly", .frequency(.month))
    table.add("quarterly", .frequency(.quarter))
    table.add("yearly annually", .frequency(.year))
    table.add("hourly", .frequency(.hour))
    table.add("nightly", .frequency(.day))
    table.add("am pm", .meridiem)
    return table
  }()

  /// Before a month or a year that is certainly one.
  static let prepositions = WordSet(
    """
    in on since of by from until till to during before after for through throughout around about circa between and or
    early late mid last next this past every each earlier later than as till towards toward
    """)
  static let strongYearPrepositions = WordSet("in since from until till by before after during circa around between")
  /// Months that are written with a point.
  static let shortMonths = WordSet("jan feb mar apr jun jul aug sept sep oct nov dec")
  static let weekdayPlurals: WordTable<Int> = {
    var table = WordTable<Int>()
    let days = "mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    for (index, word) in days.split(separator: " ").enumerated() { table.add(WordKey(word), index + 1) }
    return table
  }()
  static let beforeYearRange = WordSet("from between years period in during of for the")
  /// What a number after them is not: a year.
  static let labels = WordSet(
    """
    article articles section chapter flight route no number page room model type version class boeing airbus paragraph
    order resolution figure form channel highway radio unit series lot gate psalm rule protocol bus train
    """)
  static let holidays: [(String, Int, Int)] = [
    ("new year's eve", 12, 31), ("new year's day", 1, 1), ("christmas eve", 12, 24), ("christmas day", 12, 25),
    ("boxing day", 12, 26), ("may day", 5, 1), ("labor day", 5, 1), ("valentine's day", 2, 14), ("women's day", 3, 8),
    ("victory day", 5, 9), ("independence day", 12, 16), ("bastille day", 7, 14), ("halloween", 10, 31),
    ("april fool's day", 4, 1), ("all saints' day", 11, 1), ("christmas", 12, 25), ("epiphany", 1, 6),
  ]
  static let zones: [(String, String)] = [
    ("gmt", "Z"), ("utc", "Z"), ("z", "Z"), ("bst", "+01:00"), ("cet", "+01:00"), ("cest", "+02:00"), ("eet", "+02:00"),
    ("eest", "+03:00"), ("msk", "+03:00"), ("est", "-05:00"), ("edt", "-04:00"), ("pst", "-08:00"), ("pdt", "-07:00"),
    ("kst", "+09:00"), ("jst", "+09:00"), ("hkt", "+08:00"), ("sgt", "+08:00"),
  ]
  /// `Moscow time`.
  static let cityZones: [(String, String)] = [
    ("moscow", "+03:00"), ("ankara", "+03:00"), ("istanbul", "+03:00"), ("riyadh", "+03:00"), ("minsk", "+03:00"),
    ("beijing", "+08:00"), ("singapore", "+08:00"), ("seoul", "+09:00"), ("korean", "+09:00"), ("tokyo", "+09:00"),
    ("japan", "+09:00"), ("tashkent", "+05:00"), ("dubai", "+04:00"), ("baku", "+04:00"), ("tbilisi", "+04:00"),
    ("yerevan", "+04:00"), ("bishkek", "+06:00"), ("dushanbe", "+05:00"), ("ashgabat", "+05:00"), ("india", "+05:30"),
    ("tehran", "+03:30"), ("bangkok", "+07:00"), ("jakarta", "+07:00"), ("hanoi", "+07:00"),
  ]
  static let zoneTable: WordTable<String> = {
    var table = WordTable<String>()
    for (word, zone) in zones { table.add(word, zone) }
    return table
  }()
  static let cityZoneTable: WordTable<String> = {
    var table = WordTable<String>()
    for (word, zone) in cityZones { table.add(word, zone) }
    return table
  }()
}
