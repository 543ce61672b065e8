/// A run of text that the page shows as one unit: a paragraph, a heading, a list item, a line of scraped text.
public struct Block: Sendable, Hashable {
  /// What the block is, as far as the page's form shows it. A parse stage decides what it means for the article.
  public enum Kind: UInt8, Sendable, CaseIterable {
    case paragraph, heading, quote, listItem, preformatted
    /// Rows are separated by line feeds, cells by tabs.
    case table
    /// Text that belongs to a picture.
    case caption
    /// Who wrote it.
    case byline
    /// When it appeared.
    case date
    /// Section trail (`Home > World > Asia`), segments separated by tabs.
    case trail
    /// Standfirst: the sentence or two between headline and body.
    case deck
  }

  public var kind: Kind
  /// Heading level 1...6, or nesting depth of a list item from 1; 0 elsewhere.
  public var level: UInt8
  /// Bytes of `Page.text`.
  public var text: Range<Int32>
  /// Bytes of `Page.content` that the block was read from; empty when the stage cannot tell.
  public var source: Range<Int32>
  /// Blocks of one list, table, figure or aside share a number; -1 for none.
  public var group: Int32
  /// Whether the block belongs to the article's body, and why.
  public var verdict: Verdict

  public init(
    kind: Kind, level: UInt8 = 0, text: Range<Int32>, source: Range<Int32> = 0..<0, group: Int32 = -1,
    verdict: Verdict = .undecided
  ) {
    self.kind = kind
    self.level = level
    self.text = text
    self.source = source
    self.group = group
    self.verdict = verdict
  }
}

/// A clean stage's decision on a block.
public struct Verdict: Sendable, Hashable {
  public enum Decision: UInt8, Sendable { case undecided, kept, dropped }

  public var decision: Decision
  /// Probability that the block belongs to the body, 0...1, as the deciding stage sees it.
  public var confidence: Float
  /// Why, as a short snake_case word, for example `share_bar` or `repeated_caption`.
  public var reason: Reason

  public init(_ decision: Decision, confidence: Float = 0.5, reason: Reason = .none) {
    self.decision = decision
    self.confidence = confidence
    self.reason = reason
  }

  public static let undecided = Verdict(.undecided)
  public var isKept: Bool { decision == .kept }
  public var isDropped: Bool { decision == .dropped }
}

/// A short snake_case word that says why; stages may coin their own.
public struct Reason: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }
  public static let none: Reason = ""
}

/// Inline markup over a range of text.
public struct Span: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case link, emphasis, strong, superscript, `subscript`, code, lineBreak
  }

  public var kind: Kind
  /// UTF-8 bytes: of `Page.text` in a page, of the body block's text in an article. Empty for a line break.
  public var range: Range<Int32>
  /// Address of a link, resolved against the page's base; empty for other kinds.
  public var target: String

  public init(kind: Kind, range: Range<Int32>, target: String = "") {
    self.kind = kind
    self.range = range
    self.target = target
  }
}
