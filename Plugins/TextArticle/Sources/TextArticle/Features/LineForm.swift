/// What one scan over a line finds; counts are of scalars unless said otherwise.
struct LineForm: Sendable {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    static let numericDate = Flags(rawValue: 1)
    static let time = Flags(rawValue: 2)
    static let address = Flags(rawValue: 4)
    static let mail = Flags(rawValue: 8)
    static let copyright = Flags(rawValue: 16)
    static let month = Flags(rawValue: 32)
    /// The last character is a closing bracket.
    static let bracketAtEnd = Flags(rawValue: 64)
    /// Signs that part the segments of section trails: arrows; strokes, dots and double colons.
    static let arrow = Flags(rawValue: 128)
    static let stroke = Flags(rawValue: 256)
  }

  /// The last character, closing quotes and brackets aside.
  enum End: UInt8, Sendable { case other, sentence, question, ellipsis, colon, comma, none }

  /// The first character that is no opening quote or bracket.
  enum Start: UInt8, Sendable { case other, upper, lower, caseless, digit, mark }

  /// Columns: wide characters count twice.
  var columns: Int32 = 0
  /// Hashed words of the line: range of `PageForm.words`.
  var words: Range<Int32> = 0..<0
  var letters: Int32 = 0
  var upper: Int32 = 0
  var digits: Int32 = 0
  var marks: Int32 = 0
  /// Words of scripts with letter case that begin with a capital.
  var capitalised: Int32 = 0
  /// Words of two letters or more that are all capitals.
  var shouted: Int32 = 0
  var commas: Int32 = 0
  var quotes: Int32 = 0
  var brackets: Int32 = 0
  /// `| / > › » · •` standing alone.
  var separators: Int32 = 0
  /// Ends of sentences before the end of the line.
  var innerEnds: Int32 = 0
  var start = Start.other
  var end = End.none
  var endsInCloser = false
  var startsWithQuote = false
  var startsWithDash = false
  /// Capitalised words at the end of the line, none in scripts without case; at most 255.
  var lastCapitals: UInt8 = 0
  /// Words from the line's start to the first word of a picture credit (photo words, agencies), and from the last such word to the
  /// end; -1 when there is none.
  var creditFromStart: Int32 = -1
  var creditFromEnd: Int32 = -1
  var flags: Flags = []
  /// Hash of the words: equal for copies that differ in punctuation, case and spacing.
  var fingerprint: UInt64 = 0
  /// Sum, least and greatest of the learned word weights, and how many words and pairs had one.
  var weightSum: Float = 0
  var weightMin: Float = 0
  var weightMax: Float = 0
  var weighted: Int32 = 0
  /// Words in each role, by the number of the role's bit; at most 255.
  var roles = RoleCounts()

  var wordCount: Int { words.count }
  var functionWords: Int { roles[.function] }

  /// A line of prose: ends like a sentence and is long enough to be one.
  var isSentence: Bool {
    switch end {
    case .sentence, .question, .ellipsis: columns >= 30
    case .colon: columns >= 60
    default: false
    }
  }
}

/// Small counters, one a role.
struct RoleCounts: Sendable {
  private var counts: InlineArray<24, UInt8> = .init(repeating: 0)

  subscript(role: WordRole) -> Int { Int(counts[role.rawValue.trailingZeroBitCount]) }

  @inline(__always)
  mutating func count(_ roles: WordRole) {
    var bits = roles.rawValue
    while bits != 0 {
      let place = bits.trailingZeroBitCount
      if counts[place] < 255 { counts[place] += 1 }
      bits &= bits - 1
    }
  }
}
