import KZPipeKit
import KZPipeXML

/// The two markups that an article's body can be written in.
public enum MarkupDialect: Sendable {
  /// XHTML 1.0: blocks directly under `body`.
  case xhtml
  /// NITF 3.6: blocks under `body.content/block`.
  case nitf

  /// Element for a mention of an entity of `kind`; `nil` when the dialect has none.
  func element(for kind: Entity.Kind) -> StaticString? {
    switch (self, kind) {
    case (.xhtml, _): "span"
    case (.nitf, .person): "person"
    case (.nitf, .organisation): "org"
    case (.nitf, .place): "location"
    case (.nitf, .event): "event"
    case (.nitf, .group): nil
    }
  }

  /// Number of a style, the outermost highest; `nil` for what the dialect cannot say.
  func style(of kind: Span.Kind) -> Int? {
    switch (self, kind) {
    case (_, .strong): 4
    case (_, .emphasis): 3
    case (.xhtml, .code): 2
    case (.xhtml, .superscript): 1
    case (.xhtml, .subscript): 0
    default: nil
    }
  }

  func open(style: Int, to xml: inout XMLWriter) {
    switch (self, style) {
    case (.xhtml, 4): xml.open("strong", mixed: true)
    case (.nitf, 4):
      xml.open("em", mixed: true)
      xml.attribute("class", literal: "strong")
    case (_, 3): xml.open("em", mixed: true)
    case (_, 2): xml.open("code", mixed: true)
    case (_, 1): xml.open("sup", mixed: true)
    default: xml.open("sub", mixed: true)
    }
  }
}

/// The ids of one body; a second body in the same document takes other ones.
public enum IDSpace: Sendable {
  case first, second

  /// Before the number of a mention.
  public var mention: StaticString { self == .first ? "m" : "nm" }
  /// Before the index of a body block.
  public var block: StaticString { self == .first ? "b" : "nb" }
}
