/// What enrichers found in an article.
public struct Annotations: Sendable, Hashable {
  public var entities: [Entity] = []
  public var mentions: [Mention] = []
  public var quotations: [Quotation] = []
  public var exchanges: [Exchange] = []
  public var dates: [TimeExpression] = []
  public var amounts: [Amount] = []
  public var roles: [Role] = []
  public var topics: [Topic] = []
  /// ISO 3166-1 alpha-2 codes, main ones first.
  public var countries: [String] = []
  public var keywords: [Keyword] = []
  public var summary: String?
  public var statistics: Statistics?
  public var related: [RelatedArticle] = []
  /// Languages of single body blocks that differ from the article's.
  public var blockLanguages: [BlockLanguage] = []

  public init() {}
}

/// A person, organisation, place or event that the article speaks of.
public struct Entity: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case person, organisation, place, event
    /// A nationality, religion or political group used as a word: "Kazakh".
    case group = "norp"
  }

  /// Identity within the article; mentions, roles and quotations refer to it.
  public var id: String
  public var kind: Kind
  /// Preferred name; the text's own wording stays in the mentions.
  public var name: String
  /// Identifiers by scheme: `wikidata`, `iso3166`, `geonames`.
  public var ids: [String: String]
  /// Names by BCP 47 tag.
  public var names: [String: String]
  /// Degrees north and east, WGS 84.
  public var position: Position?
  /// Probability that kind and identifiers are right, 0...1.
  public var confidence: Double
  /// Prominence in the text, 0...1.
  public var relevance: Double

  public init(
    id: String, kind: Kind, name: String, ids: [String: String] = [:], names: [String: String] = [:],
    position: Position? = nil, confidence: Double = 1, relevance: Double = 0
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.ids = ids
    self.names = names
    self.position = position
    self.confidence = confidence
    self.relevance = relevance
  }
}

/// A point on the earth in degrees, WGS 84.
public struct Position: Sendable, Hashable {
  public var latitude: Double
  public var longitude: Double

  public init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// A place in the text where an entity is named.
public struct Mention: Sendable, Hashable {
  public var entity: String
  public var range: TextRange
  /// The text as printed.
  public var text: String
  public var confidence: Double

  public init(entity: String, range: TextRange, text: String, confidence: Double = 1) {
    self.entity = entity
    self.range = range
    self.text = text
    self.confidence = confidence
  }
}

/// Something that somebody is reported to have said; quotation marks and the comma before the closing one stay outside.
public struct Quotation: Sendable, Hashable {
  public var range: TextRange
  public var text: String
  /// Entity id of the speaker.
  public var speaker: String?
  /// Speaker as named in the text, when there is no entity.
  public var speakerName: String?
  /// False for reported speech.
  public var isDirect: Bool
  public var confidence: Double

  public init(
    range: TextRange, text: String, speaker: String? = nil, speakerName: String? = nil, isDirect: Bool = true,
    confidence: Double = 1
  ) {
    self.range = range
    self.text = text
    self.speaker = speaker
    self.speakerName = speakerName
    self.isDirect = isDirect
    self.confidence = confidence
  }
}

/// A question of an interview and its answer.
public struct Exchange: Sendable, Hashable {
  /// Indexes of body blocks.
  public var question: [Int]
  /// Indexes of body blocks.
  public var answer: [Int]
  /// Entity id of who answers.
  public var speaker: String?
  public var speakerName: String?

  public init(question: [Int], answer: [Int], speaker: String? = nil, speakerName: String? = nil) {
    self.question = question
    self.answer = answer
    self.speaker = speaker
    self.speakerName = speakerName
  }
}

/// A time expression with its value.
public struct TimeExpression: Sendable, Hashable {
  public var range: TextRange
  public var text: String
  /// TimeML value: `2022-01-11`, `2023-Q3`, `P18M`, `PRESENT_REF`.
  public var value: String
  public var confidence: Double

  public init(range: TextRange, text: String, value: String, confidence: Double = 1) {
    self.range = range
    self.text = text
    self.value = value
    self.confidence = confidence
  }
}

/// A sum of money, a count or a percentage.
public struct Amount: Sendable, Hashable {
  public var range: TextRange
  public var text: String
  /// One value, or lower and upper bound of a range.
  public var values: [Double]
  /// ISO 4217 code, `percent`, or a noun.
  public var unit: String
  public var confidence: Double

  public init(range: TextRange, text: String, values: [Double], unit: String, confidence: Double = 1) {
    self.range = range
    self.text = text
    self.values = values
    self.unit = unit
    self.confidence = confidence
  }
}

/// Title, function or occupation of a person as printed.
public struct Role: Sendable, Hashable {
  public var entity: String
  public var range: TextRange
  public var text: String
  public var confidence: Double

  public init(entity: String, range: TextRange, text: String, confidence: Double = 1) {
    self.entity = entity
    self.range = range
    self.text = text
    self.confidence = confidence
  }
}

/// A subject of the article from the IPTC Media Topics.
public struct Topic: Sendable, Hashable {
  /// QCode, `medtop:20000639`.
  public var id: String
  /// Name in the vocabulary, English.
  public var name: String
  /// QCodes of its parents.
  public var broader: [String]
  /// 0...1.
  public var confidence: Double
  /// 0...1.
  public var relevance: Double
  /// `direct` or `ancestor`.
  public var why: String
  /// Terms that speak for it, strongest first.
  public var terms: [String]

  public init(
    id: String, name: String, broader: [String] = [], confidence: Double, relevance: Double, why: String = "direct",
    terms: [String] = []
  ) {
    self.id = id
    self.name = name
    self.broader = broader
    self.confidence = confidence
    self.relevance = relevance
    self.why = why
    self.terms = terms
  }
}

/// A word or phrase that characterises the article.
public struct Keyword: Sendable, Hashable {
  public var text: String
  /// 0...1.
  public var relevance: Double

  public init(text: String, relevance: Double) {
    self.text = text
    self.relevance = relevance
  }
}

/// Counts over headline and body.
public struct Statistics: Sendable, Hashable {
  public var words: Int
  public var sentences: Int
  public var paragraphs: Int
  public var characters: Int
  /// Seconds.
  public var readingTime: Int

  public init(words: Int, sentences: Int, paragraphs: Int, characters: Int, readingTime: Int) {
    self.words = words
    self.sentences = sentences
    self.paragraphs = paragraphs
    self.characters = characters
    self.readingTime = readingTime
  }
}

/// Another article of the run that tells the same.
public struct RelatedArticle: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case nearDuplicate = "near_duplicate"
    case sameStory = "same_story"
  }

  public var article: String
  public var kind: Kind
  /// 0...1.
  public var similarity: Double

  public init(article: String, kind: Kind, similarity: Double) {
    self.article = article
    self.kind = kind
    self.similarity = similarity
  }
}

/// Language of one body block.
public struct BlockLanguage: Sendable, Hashable {
  public var block: Int
  /// BCP 47 tag.
  public var language: String
  public var confidence: Double

  public init(block: Int, language: String, confidence: Double) {
    self.block = block
    self.language = language
    self.confidence = confidence
  }
}
