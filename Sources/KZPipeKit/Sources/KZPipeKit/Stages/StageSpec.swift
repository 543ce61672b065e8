/// The four kinds of stage, in the order in which a document meets them.
public enum StageKind: String, Sendable, CaseIterable, Comparable {
  case clean, parse, enrich, export

  public static func < (a: StageKind, b: StageKind) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .clean: 0
    case .parse: 1
    case .enrich: 2
    case .export: 3
    }
  }
}

/// A part of the document that a stage reads or writes; lets lint find a wrong order before anything runs.
public struct Field: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public static let content: Field = "content"
  public static let blocks: Field = "blocks"
  public static let evidence: Field = "evidence"
  public static let headline: Field = "headline"
  public static let authors: Field = "authors"
  public static let body: Field = "body"
  public static let images: Field = "images"
  public static let metadata: Field = "metadata"
  public static let language: Field = "language"
  public static let entities: Field = "entities"
  public static let quotations: Field = "quotations"
  public static let exchanges: Field = "exchanges"
  public static let dates: Field = "dates"
  public static let amounts: Field = "amounts"
  public static let roles: Field = "roles"
  public static let topics: Field = "topics"
  public static let countries: Field = "countries"
  public static let keywords: Field = "keywords"
  public static let summary: Field = "summary"
  public static let statistics: Field = "statistics"
  public static let related: Field = "related"
}

/// What a stage is: its name, what it takes, needs and makes, and its options.
public struct StageSpec: Sendable, Hashable {
  /// snake_case; what a configuration file writes.
  public var name: String
  public var kind: StageKind
  /// One sentence.
  public var summary: String
  /// Media types that a clean or parse stage takes, in lower case; `*/*` for any. Empty for other kinds.
  public var accepts: [String]
  /// Must have been written before; lint warns otherwise.
  public var reads: Set<Field>
  /// Used when there.
  public var readsOptionally: Set<Field>
  public var writes: Set<Field>
  public var options: [OptionSpec]

  public init(
    _ name: String, kind: StageKind, summary: String, accepts: [String] = [], reads: Set<Field> = [],
    readsOptionally: Set<Field> = [], writes: Set<Field> = [], options: [OptionSpec] = []
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.accepts = accepts
    self.reads = reads
    self.readsOptionally = readsOptionally
    self.writes = writes
    self.options = options
  }

  /// Whether the stage takes documents of `mediaType`.
  public func accepts(mediaType: String) -> Bool { accepts.contains { $0 == mediaType || $0 == "*/*" } }

  /// Everything that is wrong with written options.
  public func problems(with values: [String: OptionValue]) -> [OptionProblem] {
    OptionType.problems(fields: options, values: values, at: [])
  }
}
