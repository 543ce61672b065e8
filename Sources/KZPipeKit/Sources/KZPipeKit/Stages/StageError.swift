/// Why a stage could not do its work on a document, or could not be made.
///
/// Data apart from words: `code` is stable and for scripts, `message` is one sentence for people and holds no article
/// text, `advice` says what to do next.
public struct StageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// snake_case, stable: `no_article`, `invalid_encoding`, `missing_headline`.
  public struct Code: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    /// The page holds no article: an index, an error page, an empty page.
    public static let noArticle: Code = "no_article"
    /// The document is larger or deeper than the limits allow.
    public static let tooLarge: Code = "too_large"
    /// The bytes are not what the media type says.
    public static let malformed: Code = "malformed"
    /// The work was cancelled or ran out of time.
    public static let cancelled: Code = "cancelled"
    /// A file that the stage needs is missing or damaged.
    public static let resource: Code = "resource"
    /// An option value that fits its type but not its purpose.
    public static let badOption: Code = "bad_option"
    /// Training data that does not show what is to be learnt.
    public static let tooFewExamples: Code = "too_few_examples"
  }

  public var code: Code
  public var message: String
  /// Where in the document, as a JSON Pointer or `byte 1234`, when known.
  public var place: String?
  public var advice: String?

  public init(_ code: Code, _ message: String, place: String? = nil, advice: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
    self.advice = advice
  }

  public var description: String {
    var text = "\(code.rawValue): \(message)"
    if let place { text += " (at \(place))" }
    if let advice { text += "; \(advice)" }
    return text
  }
}
