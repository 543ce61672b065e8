/// One statement that a page makes about itself, as found, not yet judged.
///
/// Structured data is flattened: `{"author": [{"name": "A"}, {"name": "B"}]}` of the second JSON-LD object gives
/// `author.0.name = A` and `author.1.name = B` with `item` 1. A single object has no index: `publisher.name`.
public struct Evidence: Sendable, Hashable {
  public enum Origin: UInt8, Sendable, CaseIterable {
    case jsonLD, microdata, openGraph, meta, link, titleElement, timeElement, httpHeader, text
  }

  public var origin: Origin
  /// Number of the object within its origin, from 0; statements with one number belong together.
  public var item: Int32
  /// Type of that object (`NewsArticle`), without its vocabulary's address; empty when it has none.
  public var type: String
  /// Name as the page writes it: `headline`, `author.0.name`, `og:title`, `article:published_time`, `canonical`.
  public var property: String
  public var value: String
  /// Block in which the statement stands, when it is visible text; -1 elsewhere.
  public var block: Int32

  public init(
    _ origin: Origin, item: Int32 = 0, type: String = "", property: String, value: String, block: Int32 = -1
  ) {
    self.origin = origin
    self.item = item
    self.type = type
    self.property = property
    self.value = value
    self.block = block
  }
}

/// Which stage did something, to what, and why.
public struct Provenance: Sendable, Hashable {
  /// Stage name.
  public var stage: String
  /// What it concerns, as a JSON Pointer into the article record (`/headline`, `/entities/3`) or `/page`.
  public var at: String
  /// Why, as a short snake_case word or a phrase: `json_ld`, `byline_block`, `last kept block`.
  public var reason: String
  /// Probability that the value is right, 0...1, when the stage can tell.
  public var confidence: Double?
  /// Index of the block of the page that the value was read from, when there is one.
  public var block: Int?

  public init(stage: String, at: String, reason: String, confidence: Double? = nil, block: Int? = nil) {
    self.stage = stage
    self.at = at
    self.reason = reason
    self.confidence = confidence
    self.block = block
  }
}
