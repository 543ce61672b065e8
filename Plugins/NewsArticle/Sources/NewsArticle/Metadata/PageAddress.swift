import KZPipeKit

/// The canonical address of a page.
enum PageAddress {
  static func canonical(page: Page, evidence: EvidenceIndex) -> (url: String, reason: String)? {
    let base = page.source.url
    let stated: [(String, String)] =
      evidence.values("canonical").map { ($0, "link_canonical") } + evidence.values("og:url").map { ($0, "og_url") }
      + evidence.articles.prefix(1).flatMap { article in
        ["url", "mainEntityOfPage.@id", "mainEntityOfPage"].compactMap { path in
          article.first(path).map { ($0, "json_ld") }
        }
      } + evidence.values("twitter:url").map { ($0, "twitter_url") }
    for (value, reason) in stated {
      let text = Clean.line(value)
      guard !text.isEmpty, !text.utf8.contains(0x20), let url = Address.resolve(text, base: base), isPage(url, base)
      else {
        continue
      }
      return (withoutFragment(url), reason)
    }
    if let base, Address.isAbsolute(base) { return (withoutFragment(base), "source_url") }
    return nil
  }

  /// Whether the page links a next part of the same article: its own address with more behind it. Many sites name the next
  /// article in the same way, which has an address of its own.
  static func hasNextPart(page: Page, evidence: EvidenceIndex, canonical: String) -> Bool {
    let own = stem(canonical)
    guard own.utf8.contains(0x2F) else { return false }
    return evidence.values("next").prefix(4).contains { value in
      guard let url = Address.resolve(Clean.line(value), base: page.source.url ?? canonical) else { return false }
      let parts = url.split(separator: "?", maxSplits: 1)
      let next = stem(String(parts.first ?? ""))
      if next == own, parts.count == 2 {
        return ["page=", "p=", "seite=", "pg="].contains { parts[1].hasPrefix($0) }
      }
      let rest = next.dropFirst(own.count)
      return next.hasPrefix(own) && rest.contains(where: \.isNumber) && rest.utf8.count <= 12
    }
  }

  /// The address without the ending of a file.
  private static func stem(_ url: String) -> String {
    let text = Address.comparable(url)
    let ending = ["/", ".html", ".htm", ".php"].first { text.hasSuffix($0) }
    return String(text.dropLast(ending?.count ?? 0))
  }

  /// A canonical link to the front page says nothing about an article that lies deeper.
  private static func isPage(_ url: String, _ base: String?) -> Bool {
    guard let base, Address.comparable(base).utf8.contains(0x2F) else { return Address.host(url) != nil }
    return Address.comparable(url).utf8.contains(0x2F)
  }

  private static func withoutFragment(_ url: String) -> String {
    url.utf8.firstIndex(of: 0x23).map { String(url[..<$0]) } ?? url
  }
}
