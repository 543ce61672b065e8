import KZPipeKit

/// What a line is taken for.
struct Decision: Sendable {
  var kind = Block.Kind.paragraph
  var isKept: Bool
  /// Probability that the line belongs to the article's text, 0...1.
  var confidence: Float
  var reason: Reason
}

extension Reason {
  /// The classifier's probability decided.
  static let model: Reason = "model"
  static let headline: Reason = "headline"
  static let repeatedHeadline: Reason = "repeated_headline"
  static let caption: Reason = "caption"
  static let repeatedCaption: Reason = "repeated_caption"
  static let credit: Reason = "credit"
  static let byline: Reason = "byline"
  static let date: Reason = "date"
  static let trail: Reason = "navigation"
  static let repeated: Reason = "repeated"
  static let widget: Reason = "widget"
  static let shareBar: Reason = "share_bar"
  static let commentBox: Reason = "comment_box"
  static let footer: Reason = "footer"
  static let related: Reason = "related"
  static let promo: Reason = "promo"
  static let tags: Reason = "tags"
}
