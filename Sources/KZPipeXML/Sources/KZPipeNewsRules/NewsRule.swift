/// Stable number of a rule that news documents are held to. Numbers are never given a second meaning.
public enum NewsRule: Int, Sendable, CaseIterable {
  // The file.
  case notWellFormed = 1
  case documentType = 2
  case encoding = 3
  case schema = 4
  case unknownRoot = 5

  // Text.
  case controlCharacter = 10
  case mojibake = 11
  case doubleEscape = 12
  case notNFC = 13
  case emptyElement = 14
  case emptyAttribute = 15

  // Identity.
  case guidForm = 20
  case repeatedItem = 21
  case version = 22
  case standard = 23

  // Vocabularies.
  case noCatalog = 30
  case malformedQCode = 31
  case undeclaredAlias = 32
  case scheme = 33
  case oldCatalog = 34
  case unknownMediaTopic = 35
  case retiredMediaTopic = 36
  case unknownValue = 37
  case unusedScheme = 38

  // Dates.
  case date = 40
  case dateOrder = 41
  case dateSpace = 42

  // Language.
  case languageTag = 50
  case noLanguage = 51
  case languagesDiffer = 52
  case direction = 53

  // Metadata.
  case contentMeta = 60
  case itemMeta = 61
  case noHeadline = 62
  case labelSpace = 63
  case rights = 64
  case creator = 65
  case subjectCode = 66
  case repeatedSubject = 67
  case subjectName = 68

  // References inside an item.
  case repeatedID = 70
  case danglingReference = 71
  case inlineReference = 72
  case unusedAssert = 73
  case literal = 74
  case link = 75
  case position = 76

  // Text content.
  case noBody = 80
  case bodyType = 81
  case uncleanBody = 82
  case bodyAddress = 83
  case bodyNesting = 84
  case wordCount = 85
  case shortBody = 86
  case repeatedParagraph = 87
  case bodyHeadline = 88

  // Pictures, packages, messages, concepts.
  case caption = 90
  case credit = 91
  case remoteContent = 92
  case itemReference = 93
  case groups = 94
  case outsideReference = 95
  case message = 96
  case concept = 97

  // NITF.
  case nitfHead = 100
  case nitfHeadline = 101
  case nitfBody = 102
  case nitfBlock = 103
  case nitfMedia = 104

  /// `NG020`.
  public var text: String { "NG" + (rawValue < 10 ? "00" : rawValue < 100 ? "0" : "") + String(rawValue) }

  /// Rules whose breach leaves a document usable.
  public var severity: NewsFinding.Severity {
    switch self {
    case .unknownRoot, .oldCatalog, .unusedScheme, .literal, .shortBody, .outsideReference, .nitfBlock: .warning
    default: .error
    }
  }
}

extension NewsRule {
  /// Rules that the standards leave open and that this project's items keep, because readers in use fail without.
  public var isOwn: Bool {
    switch self {
    case .encoding, .notNFC, .emptyElement, .emptyAttribute, .guidForm, .repeatedItem, .version, .standard, .noCatalog,
      .undeclaredAlias, .retiredMediaTopic, .unknownValue, .dateSpace, .noLanguage, .languagesDiffer, .direction,
      .contentMeta, .itemMeta, .noHeadline, .labelSpace, .rights, .creator, .subjectCode, .subjectName, .noBody,
      .bodyType, .bodyAddress, .bodyNesting, .wordCount, .repeatedParagraph, .bodyHeadline, .caption, .credit,
      .remoteContent, .itemReference, .message, .concept:
      true
    default: false
    }
  }
}

extension NewsRule {
  /// Rules about what the source wrote: an exporter cannot mend that, and a story with a flaw is better than none.
  public var isAboutText: Bool {
    switch self {
    case .mojibake, .doubleEscape, .notNFC, .repeatedParagraph, .creator: true
    default: false
    }
  }
}

/// A breach of a rule.
public struct NewsFinding: Error, Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning }

  public var rule: NewsRule
  public var severity: Severity
  /// Line of the document, from 1.
  public var line: Int
  /// One sentence: what is wrong, and what to do. It may quote a value of the document, shortened.
  public var message: String

  public init(_ rule: NewsRule, line: Int, _ message: String, severity: Severity? = nil) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.line = line
    self.message = message
  }
}
