import KZPipeKit
import KZPipeXML

/// Another form of the same story that receivers can fetch: an address with `{id}` where the article's id stands.
struct Alternative: Sendable {
  var mediaType: String
  private let beforeID: String
  private let afterID: String

  /// - Throws: `StageError.Code.badOption`
  init(mediaType: String, template: String) throws(StageError) {
    let parts = mediaType.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }) else {
      throw StageError(
        .badOption, "a key of alternatives is no media type", advice: "for example text/html or application/json")
    }
    let pieces = template.split(separator: "{id}", maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2, let address = WebAddress.web(pieces[0] + "0" + pieces[1]) else {
      throw StageError(
        .badOption, "an address of alternatives is no http(s) address with {id} in it",
        advice: "for example https://example.com/stories/{id}.html")
    }
    self.mediaType = mediaType
    beforeID = String(pieces[0])
    afterID = String(pieces[1])
    // What would be rewritten as an address is no template that receivers could be given.
    guard address == beforeID + "0" + afterID else {
      throw StageError(
        .badOption, "an address of alternatives holds characters that addresses must not have",
        advice: "percent-encode them")
    }
  }

  func address(of id: String) -> String { beforeID + id + afterID }
}
