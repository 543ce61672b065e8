/// A string of an article that annotations count their offsets in.
public enum TextLocation: Sendable, Hashable, Comparable {
  case headline
  case alternativeHeadline
  /// Text of the body block with this index.
  case body(Int)
  /// Caption of the image with this index.
  case caption(Int)

  /// JSON Pointer (RFC 6901) into the article record.
  public var pointer: String {
    switch self {
    case .headline: "/headline"
    case .alternativeHeadline: "/alternative_headline"
    case .body(let index): "/body/\(index)/text"
    case .caption(let index): "/images/\(index)/caption"
    }
  }

  /// Reading order: headline, deck, body, captions.
  public static func < (a: TextLocation, b: TextLocation) -> Bool { a.order < b.order }

  private var order: (Int, Int) {
    switch self {
    case .headline: (0, 0)
    case .alternativeHeadline: (1, 0)
    case .body(let index): (2, index)
    case .caption(let index): (3, index)
    }
  }
}

/// A stretch of an article's text.
public struct TextRange: Sendable, Hashable {
  public var at: TextLocation
  /// UTF-8 bytes of the string at `at`, end exclusive.
  public var bytes: Range<Int>

  public init(_ at: TextLocation, _ bytes: Range<Int>) {
    self.at = at
    self.bytes = bytes
  }
}
