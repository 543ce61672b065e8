/// A news article in the terms of schema.org's `NewsArticle`: what a parse stage makes of a page and enrichers add to.
///
/// What the page does not prove is absent. Offsets of annotations count UTF-8 bytes of the string that `at` names.
public struct Article: Sendable, Hashable {
  /// Stable identity. A parse stage sets it when the document's own format gives one and leaves it empty otherwise; the host
  /// then derives it from the canonical address, else from the content.
  public var id: String
  public var source: Source
  public var headline: String?
  /// Standfirst or deck.
  public var alternativeHeadline: String?
  public var authors: [Author] = []
  public var publisher: Publisher?
  /// Section trail from the widest to the narrowest.
  public var section: [String] = []
  public var datePublished: PartialDate?
  /// True when `datePublished` was derived from the text instead of being stated by the page.
  public var datePublishedIsInferred = false
  public var dateModified: PartialDate?
  /// BCP 47 tag.
  public var language: String?
  public var canonicalURL: String?
  /// Place and source in front of the first paragraph: `ASTANA, Jan. 14`.
  public var dateline: String?
  public var body: [BodyBlock] = []
  public var images: [Image] = []
  /// Whether the page reserves text and data mining rights (TDM reservation, `noai`), with the statement; `nil` when silent.
  public var dataMining: String?
  public var copyrightNotice: String?
  public var annotations = Annotations()
  public var provenance: [Provenance] = []

  public init(id: String, source: Source) {
    self.id = id
    self.source = source
  }

  /// Body blocks joined by a blank line.
  public var text: String { body.lazy.map(\.text).joined(separator: "\n\n") }

  /// The string that `location` names; `nil` when the article has none there.
  public func string(at location: TextLocation) -> String? {
    switch location {
    case .headline: headline
    case .alternativeHeadline: alternativeHeadline
    case .body(let index): body.indices.contains(index) ? body[index].text : nil
    case .caption(let index): images.indices.contains(index) ? images[index].caption : nil
    }
  }
}

/// One block of an article's body.
public struct BodyBlock: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case paragraph, heading, quote
    case listItem = "list_item"
    case question, answer
    /// Rows are separated by line feeds, cells by tabs.
    case table
    case preformatted
  }

  public var kind: Kind
  /// Plain text in NFC, without white space at its ends.
  public var text: String
  /// Heading level 2...6, or nesting depth of a list item from 1; 0 elsewhere.
  public var level: Int
  /// Inline markup over `text`.
  public var spans: [Span]
  /// Index of the page's block that it came from.
  public var origin: Int?

  public init(kind: Kind = .paragraph, text: String, level: Int = 0, spans: [Span] = [], origin: Int? = nil) {
    self.kind = kind
    self.text = text
    self.level = level
    self.spans = spans
    self.origin = origin
  }
}

/// A person or body that wrote the article.
public struct Author: Sendable, Hashable {
  /// Clean name: no "By", no title, no address.
  public var name: String
  public var email: String?
  /// Job title as printed: `staff reporter`.
  public var role: String?
  /// Profile page.
  public var url: String?
  /// True when the author is an agency, a desk or a company.
  public var isOrganisation: Bool

  public init(name: String, email: String? = nil, role: String? = nil, url: String? = nil, isOrganisation: Bool = false)
  {
    self.name = name
    self.email = email
    self.role = role
    self.url = url
    self.isOrganisation = isOrganisation
  }
}

/// Who published the page.
public struct Publisher: Sendable, Hashable {
  public var name: String
  public var uri: String?

  public init(name: String, uri: String? = nil) {
    self.name = name
    self.uri = uri
  }
}

/// A picture of the article.
public struct Image: Sendable, Hashable {
  /// Absolute address, when the page gives one.
  public var url: String?
  public var caption: String?
  /// Photographer or agency as printed, without brackets: `AP-Yonhap`.
  public var credit: String?
  public var alternateText: String?
  /// Pixels.
  public var width: Int?
  /// Pixels.
  public var height: Int?
  /// True for the picture that leads the article.
  public var isLead: Bool
  /// Number of body blocks before the picture; `nil` when its place is unknown.
  public var position: Int?

  public init(
    url: String? = nil, caption: String? = nil, credit: String? = nil, alternateText: String? = nil, width: Int? = nil,
    height: Int? = nil, isLead: Bool = false, position: Int? = nil
  ) {
    self.url = url
    self.caption = caption
    self.credit = credit
    self.alternateText = alternateText
    self.width = width
    self.height = height
    self.isLead = isLead
    self.position = position
  }
}
