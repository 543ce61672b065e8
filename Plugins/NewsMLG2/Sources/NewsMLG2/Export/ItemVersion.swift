import KZPipeKit
import KZPipeNews
import KZPipeText

extension ItemPlan {
  /// Version and management dates of the article's items.
  ///
  /// With a ledger the version is that of the earlier run as long as the content is the same, and one more when it
  /// changed; a new version is dated with the run. Without one every item is version 1, and since the same input then has
  /// to give the same item whenever it is exported, it is dated with what the input says: when the page was modified,
  /// published or fetched, else with the first day of the guid authority.
  static func version(
    of article: Article, id: String, authority: String, ledger: VersionLedger?, runTime: PartialDate
  ) -> (VersionRecord, isChanged: Bool) {
    guard let ledger else {
      let moment = NewsDates.version(of: article, authority: authority)
      return (VersionRecord(version: 1, digest: "", firstCreated: moment, versionCreated: moment), false)
    }
    let digest = digest(of: article)
    let now = NewsDates.moment(runTime)
    guard let known = ledger[id] else {
      return (VersionRecord(version: 1, digest: digest, firstCreated: now, versionCreated: now), false)
    }
    if known.digest == digest { return (known, false) }
    return (
      VersionRecord(
        version: known.version + 1, digest: digest, firstCreated: known.firstCreated,
        versionCreated: PartialDate(iso8601: known.versionCreated).map { max($0, runTime) }.map(NewsDates.moment) ?? now
      ), true
    )
  }

  /// SHA-256 of what readers see: texts, people, dates and pictures, without what enrichers added.
  static func digest(of article: Article) -> String {
    var bytes: [UInt8] = []
    func add(_ text: String?) {
      bytes.append(contentsOf: (text ?? "").utf8)
      bytes.append(0)
    }
    add(article.headline)
    add(article.alternativeHeadline)
    add(article.dateline)
    for author in article.authors { add(author.name) }
    add(article.datePublished?.description)
    for block in article.body {
      add(block.kind.rawValue)
      add(block.text)
      for span in block.spans where span.kind == .link { add(span.target) }
    }
    for image in article.images {
      add(image.url)
      add(image.caption)
      add(image.credit)
    }
    return SHA256.hexDigest(of: bytes)
  }
}
