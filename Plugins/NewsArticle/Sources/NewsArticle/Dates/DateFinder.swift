import KZPipeKit

/// A date of the article with where it was read.
struct StatedDate {
  var date: PartialDate
  var reason: String
  var confidence: Double
  var block: Int?
  /// True when the date was derived (from the address, from another date), not stated as the day of publication.
  var isDerived = false
}

/// Finds when the article was published and last changed.
///
/// Order of trust: JSON-LD, meta, microdata, time elements, printed dates near the headline, the page's address, printed
/// dates at the end, and last the day of the last change.
struct DateFinder {
  let page: PageView
  let reader: DateReader
  let headlineBlock: Int?

  init(page: PageView, headlineBlock: Int?) {
    self.page = page
    self.headlineBlock = headlineBlock
    reader = DateReader(language: page.language, order: NumericOrder.usual(language: page.language, host: page.host))
  }

  func find() -> (published: StatedDate?, modified: StatedDate?) {
    let printed = printedDates()
    let modified =
      structured(Self.modifiedPaths) ?? meta(Self.modifiedMeta, "meta") ?? time(Self.modifiedMarks)
      ?? printed.first { $0.found.cue == .modified }.map { stated($0, 0.75) } ?? lastModified()
    var published = structured(Self.publishedPaths) ?? meta(Self.publishedMeta, "meta") ?? time(Self.publishedMarks)
    published = published ?? nearest(nearHeadline(printed), time(nil)) ?? address() ?? elsewhere(printed)
    if published == nil, let modified, modified.reason != Self.headerReason {
      published = modified
      published?.isDerived = true
      published?.confidence = 0.4
      published?.reason = "date_modified"
    }
    if let day = published, day.date.hour == nil, let finer = refined(day) { published = finer }
    return (published, modified)
  }

  /// A marked or announced printed date wins over a time element; a bare one does not.
  private func nearest(_ printed: StatedDate?, _ element: StatedDate?) -> StatedDate? {
    guard let printed, let element else { return printed ?? element }
    if printed.confidence > 0.8 || printed.reason == "date_block" || element.confidence < 0.7 { return printed }
    return element
  }

  /// A time of day from another statement about the same day.
  private func refined(_ day: StatedDate) -> StatedDate? {
    for other in [structured(Self.publishedPaths), meta(Self.publishedMeta, "meta")] {
      if let other, other.date.hour != nil, other.date.dayOnly == day.date.dayOnly { return other }
    }
    return nil
  }

  // MARK: Stated

  private static let publishedPaths = ["datePublished", "dateCreated", "datepublished", "pubdate"]
  private static let modifiedPaths = ["dateModified", "datemodified"]

  private static let publishedMeta = [
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "date_published", "published_time", "publish-date", "publish_date", "publishdate", "published-date", "pubdate",
    "publication_date",
    "publicationdate", "article.published", "article:publicationdate", "article_date_original", "article.created",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date.published", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "dc.created", "citation_publication_date",
    "citation_date", "citation_online_date", "vr:published_time", "originalpublicationdate", "created", "date.created",
    "datecreated",
    "og:regdate", "article:created", "publish_time", "rnews:datepublished", "bt:pubdate", "ptime", "displaydate",
    "timestamp",
    "pub_date", "dtpublished", "shareaholic:article_published_time", "date", "time", "published", "issued",
  ]

  private static let modifiedMeta = [
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "date_modified", "modified_time",
    "lastmod", "last-modified",
    "dc.date.modified", "dcterms.modified", "dc.modified", "revised", "lastmodified", "article:updated_time",
    "article:updated",
    "cxenseparse:recs:articlemodified", "shareaholic:article_modified_time", "updated_time", "modified",
  ]

  private func structured(_ paths: [String]) -> StatedDate? {
    for (objects, confidence) in [
      (page.evidence.articles, 0.97), (page.evidence.others.filter { $0.isPage || $0.type == "VideoObject" }, 0.85),
    ] {
      for object in objects {
        for path in paths + (object.type == "VideoObject" && paths == Self.publishedPaths ? ["uploadDate"] : []) {
          guard let value = object.first(path), let date = reader.structured(value), isPlausible(date) else { continue }
          return StatedDate(
            date: date, reason: object.origin == .jsonLD ? "json_ld" : "microdata", confidence: confidence)
        }
      }
    }
    return nil
  }

  private func meta(_ properties: [String], _ reason: String) -> StatedDate? {
    for property in properties {
      for statement in page.evidence.statements(property) where [.meta, .openGraph].contains(statement.origin) {
        if let date = reader.structured(statement.value), isPlausible(date) {
          return StatedDate(date: date, reason: reason + "_" + property, confidence: 0.92)
        }
      }
    }
    return nil
  }

  private static let publishedMarks = ["datepublished", "published", "pubdate", "entry-date", "dt-published"]
  private static let modifiedMarks = ["datemodified", "updated", "modified", "dt-updated"]

  /// Time elements: with a mark of their own, or, without marks, the first near the headline.
  private func time(_ marks: [String]?) -> StatedDate? {
    let elements = page.evidence.statements(of: .timeElement)
    if let marks {
      for element in elements where marks.contains(element.property.lowercased()) {
        if let date = reader.structured(element.value), isPlausible(date) {
          return StatedDate(date: date, reason: "time_element", confidence: 0.88, block: page.block(of: element))
        }
      }
      return nil
    }
    let first = Int(headlineBlock ?? page.firstBodyBlock ?? 0)
    let dated = elements.compactMap { element -> (distance: Int, item: Int32, element: Evidence, date: PartialDate)? in
      guard !Self.modifiedMarks.contains(element.property.lowercased()), let date = reader.structured(element.value),
        isPlausible(date)
      else { return nil }
      let place = Int(element.block)
      return (place < 0 ? 30 : abs(place - first) + (place < first - 3 ? 20 : 0), element.item, element, date)
    }
    guard let best = dated.min(by: { ($0.distance, $0.item) < ($1.distance, $1.item) }) else { return nil }
    return StatedDate(
      date: best.date, reason: "time_element", confidence: best.distance < 12 ? 0.8 : 0.5,
      block: page.block(of: best.element))
  }

  private static let headerReason = "last_modified_header"

  /// The server's date of the file, unless it is that of the answer: pages made on demand are always new. It never stands
  /// for the day of publication.
  private func lastModified() -> StatedDate? {
    guard let value = page.evidence.header("last-modified"), let date = reader.structured(value), isPlausible(date),
      date.hour != nil,
      let answered = page.page.source.fetched.flatMap({ PartialDate(iso8601: $0) })
        ?? page.evidence.header("date").flatMap({ reader.structured($0) }),
      answered.secondsSinceEpoch - date.secondsSinceEpoch >= 3600
    else { return nil }
    return StatedDate(date: date, reason: Self.headerReason, confidence: 0.3)
  }

  private func address() -> StatedDate? {
    for url in [page.address, page.page.source.url, page.evidence.values("og:url").first] {
      guard let url, let day = Address.date(in: url), day.day != nil || page.isPlainText == false else { continue }
      let date = PartialDate(year: day.year, month: day.month, day: day.day)
      guard day.day.map({ $0 <= PartialDate.days(in: day.month, of: day.year) }) ?? true, isPlausible(date) else {
        continue
      }
      return StatedDate(date: date, reason: "address", confidence: 0.7, isDerived: day.day == nil)
    }
    return nil
  }

  // MARK: Printed

  /// Kept blocks at the beginning of the body that are nothing but a date with the words around it.
  func dateLines() -> Set<Int> {
    var lines: Set<Int> = []
    for index in page.body.prefix(4) where page.blocks[index].kind == .paragraph {
      let range = page.range(index)
      guard (6...120).contains(range.count), hasDigits(range) else { continue }
      let found = reader.dates(in: page.page.text[range])
      let share = found.reduce(0.0) { $0 + Double($1.range.count) } / Double(range.count)
      let isAnnounced = found.contains { $0.cue != .none }
      if share > 0.7 || isAnnounced && share > 0.4 { lines.insert(index) }
    }
    return lines
  }

  private struct Printed {
    var found: FoundDate
    var block: Int?
    var isMarked: Bool
    /// Blocks from the headline, or from the first body block.
    var distance: Int
    var isBefore: Bool
    var isAtEnd: Bool
    /// Share of the block that the date makes.
    var share: Double
  }

  private func stated(_ printed: Printed, _ confidence: Double) -> StatedDate {
    StatedDate(
      date: printed.found.date, reason: printed.isMarked ? "date_block" : "printed_date", confidence: confidence,
      block: printed.block)
  }

  /// Dates in short lines around the headline and at the end; running text does not date an article.
  private func printedDates() -> [Printed] {
    var out: [Printed] = []
    for statement in page.evidence.statements("date") where statement.origin == .text {
      for found in reader.dates(in: Array(statement.value.utf8)[...]) where isPlausible(found.date) {
        out.append(
          Printed(
            found: found, block: page.block(of: statement), isMarked: true, distance: 0, isBefore: true,
            isAtEnd: false, share: 1))
      }
    }
    let first = page.firstBodyBlock ?? page.blocks.count
    let last = page.body.last ?? 0
    let anchor = headlineBlock ?? first
    for index in page.blocks.indices {
      let block = page.blocks[index]
      var range = page.range(index)
      guard range.count >= 6 else { continue }
      let isMarked = block.kind == .date
      if block.verdict.isKept, !isMarked, range.count > 160 {
        // A paragraph of the body dates the article only in a dateline: "Berlin, 5 May 2024 – …", "5 May 2024 | …".
        guard index <= first + 1, let head = lineHead(range) else { continue }
        range = head
      } else if range.count > 400 {
        continue
      }
      let isNear = index >= min(anchor, first) - 6 && index <= max(anchor, first) + 3
      let isAtEnd = index >= last - 1 && index <= last + 8
      let isLine = index > first && range.count <= 100 && !block.verdict.isKept
      guard isMarked || isNear || isAtEnd || isLine, block.kind != .caption, hasDigits(range) else { continue }
      for found in reader.dates(in: page.page.text[range]) where isPlausible(found.date) && found.date.year >= 1995 {
        let share = Double(found.range.count) / Double(range.count)
        // A caption with a date in it is sometimes taken for a date line.
        let isMarked = isMarked && (share > 0.3 || found.cue != .none)
        // A short line that ends with its date is a byline or a source line: "By N. Name, 5 May 2024".
        let closesLine = block.kind == .paragraph && range.count <= 120 && found.range.upperBound == range.upperBound
        guard
          isMarked || found.cue != .none || share > 0.25 || block.kind == .byline || closesLine || hasSeparators(range)
        else { continue }
        out.append(
          Printed(
            found: found, block: index, isMarked: isMarked, distance: abs(index - anchor), isBefore: index <= first + 1,
            isAtEnd: !isNear && !isMarked, share: share))
      }
      if out.count > 60 { break }
    }
    return out
  }

  /// Three digits, or letters of a script that has digits of its own.
  private func hasDigits(_ range: Range<Int>) -> Bool {
    var digits = 0
    for byte in page.page.text[range] {
      if Clean.isDigit(byte) || byte == 0xD9 || byte == 0xDB || byte == 0xE0 || byte == 0xEF {
        digits += 1
        if digits >= 3 { return true }
      }
    }
    return false
  }

  /// A line of short statements: "By N. Name | News | 5 May 2024".
  private func hasSeparators(_ range: Range<Int>) -> Bool {
    let text = page.page.text
    for at in range where text[at] == 0x7C || text[at] == 0xC2 && at + 1 < range.upperBound && text[at + 1] == 0xB7 {
      return true
    }
    return false
  }

  /// What stands before the first bar or dash within the first 100 bytes.
  private func lineHead(_ range: Range<Int>) -> Range<Int>? {
    let text = page.page.text
    var at = range.lowerBound
    let limit = min(range.upperBound - 3, range.lowerBound + 100)
    while at < limit {
      let isDash =
        text[at] == 0x2D && text[at + 1] == 0x2D
        || text[at] == 0xE2 && text[at + 1] == 0x80 && (0x93...0x94).contains(text[at + 2])
      if text[at] == 0x7C || isDash
        || text[at] == 0x2D && text[at + 1] == 0x20 && at > range.lowerBound && text[at - 1] == 0x20
      {
        return range.lowerBound..<at
      }
      at += 1
    }
    return nil
  }

  private func nearHeadline(_ printed: [Printed]) -> StatedDate? {
    func rank(_ item: Printed) -> Int {
      var rank = item.distance
      if item.found.cue == .published { rank -= 12 }
      if item.found.cue == .modified { rank += 14 }
      if item.isMarked { rank -= 6 }
      if item.share > 0.6 { rank -= 3 }
      if let block = item.block, block < (headlineBlock ?? 0) { rank += 3 }
      return rank
    }
    let near = printed.filter { !$0.isAtEnd && $0.distance <= 14 }
    guard let best = near.min(by: { (rank($0), $0.block ?? 0) < (rank($1), $1.block ?? 0) }),
      best.found.cue != .modified
    else {
      return nil
    }
    return stated(best, best.found.cue == .published ? 0.88 : 0.72)
  }

  private func elsewhere(_ printed: [Printed]) -> StatedDate? {
    let best =
      printed.first { $0.found.cue == .published } ?? printed.first { $0.isMarked && $0.found.cue != .modified }
      ?? printed.first { $0.isAtEnd && $0.share > 0.4 && $0.found.cue != .modified }
    return best.map { stated($0, 0.5) }
  }

  private func isPlausible(_ date: PartialDate) -> Bool {
    guard date.year >= 1980 else { return false }
    // Nothing is published after it was fetched, two days of clock trouble aside.
    if let fetched = page.page.source.fetched.flatMap({ PartialDate(iso8601: $0) }) {
      return date.secondsSinceEpoch <= fetched.secondsSinceEpoch + 2 * 86_400
    }
    return true
  }
}
