import KZPipeKit
import KZPipeXML

/// Where the slugline of an item comes from. Pages have none, so it is written on request only.
enum Slugline: String, CaseIterable, Sendable {
  case none, keywords, section

  /// Longest slugline in characters: desk systems cut longer ones.
  private static let longest = 40

  /// Up to three words, joined by hyphens; `nil` when the article gives none.
  func text(_ article: Article, keywords: [String]) -> String? {
    let words =
      switch self {
      case .none: [] as [String]
      case .keywords: Array(keywords.prefix(3))
      case .section: article.section.suffix(2).compactMap { XMLText.label($0) }
      }
    var line = ""
    for word in words {
      let part =
        (line.isEmpty ? "" : "-") + word.split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: " ")
      if line.count + part.count <= Self.longest { line += part }
    }
    return line.isEmpty ? nil : line
  }
}
