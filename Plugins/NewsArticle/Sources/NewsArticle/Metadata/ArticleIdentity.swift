import KZPipeKit
import KZPipeText

/// The stable identity of an article.
enum ArticleIdentity {
  /// 16 hexadecimal digits: of the canonical address without scheme, `www.`, query and fragment, else of headline and text.
  static func id(canonicalURL: String?, headline: String?, text: @autoclosure () -> String) -> (
    id: String, reason: String
  ) {
    if let url = canonicalURL {
      let address = Address.comparable(url)
      // A query names the article where the path does not ("/article?id=7").
      let query = url.utf8.firstIndex(of: 0x3F).map { String(url[$0...]) } ?? ""
      let depth = address.utf8.filter { $0 == 0x2F }.count
      let name = depth < 2 || isScript(address) ? address + query : address
      return (String(SHA256.hexDigest(of: Array(name.utf8)).prefix(16)), "canonical_url")
    }
    let content = (headline ?? "") + "\n" + text()
    return (String(SHA256.hexDigest(of: Array(content.utf8)).prefix(16)), "content")
  }

  private static func isScript(_ address: String) -> Bool {
    [".php", ".asp", ".aspx", ".jsp", ".do", ".cgi", ".html", ".htm", ".nhn"].contains { address.hasSuffix($0) }
  }
}
