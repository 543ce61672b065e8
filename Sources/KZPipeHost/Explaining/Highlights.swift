import KZPipeKit

/// Annotations of an article, ordered by the string they lie in, to be drawn over it.
struct Highlights {
  /// One coloured stretch.
  struct Mark {
    var bytes: Range<Int>
    /// Class of the style sheet.
    var style: String
    /// Shown when the pointer rests on it.
    var title: String
  }

  /// Marks that are drawn in one string, and at most so many over one byte.
  private static let marksInString = 4000
  private static let marksOverByte = 8

  private var marks: [TextLocation: [Mark]] = [:]

  init(_ article: Article) {
    let found = article.annotations
    let entities = Dictionary(found.entities.map { ($0.id, $0) }) { first, _ in first }
    for quotation in found.quotations {
      let speaker = quotation.speaker.flatMap { entities[$0]?.name } ?? quotation.speakerName ?? "no speaker"
      let kind = quotation.isDirect ? "quotation" : "reported speech"
      add(quotation.range, "quotation", "\(kind): \(speaker), \(NumberText.fixed(quotation.confidence, 2))")
    }
    for mention in found.mentions {
      guard let entity = entities[mention.entity] else { continue }
      var title = "\(entity.kind.word): \(entity.name)"
      for id in entity.ids.sorted(by: { $0.key < $1.key }) { title += ", \(id.key) \(id.value)" }
      add(mention.range, entity.kind.word, title + ", \(NumberText.fixed(mention.confidence, 2))")
    }
    for role in found.roles {
      add(role.range, "role", "role of \(entities[role.entity]?.name ?? role.entity)")
    }
    for date in found.dates { add(date.range, "date", "date: \(date.value)") }
    for amount in found.amounts { add(amount.range, "amount", "amount: \(amount.value)") }
  }

  private mutating func add(_ range: TextRange, _ style: String, _ title: String) {
    guard marks[range.at, default: []].count < Self.marksInString else { return }
    marks[range.at, default: []].append(Mark(bytes: range.bytes, style: style, title: title))
  }

  /// The string at `location` in HTML. Stretches where marks overlap carry the classes of all of them.
  func html(of text: String, at location: TextLocation) -> String {
    let bytes = Array(text.utf8)
    let marks = (self.marks[location] ?? []).map { mark -> Mark in
      var mark = mark
      let start = max(0, min(mark.bytes.lowerBound, bytes.count))
      mark.bytes = start..<max(start, min(mark.bytes.upperBound, bytes.count))
      return mark
    }.filter { !$0.bytes.isEmpty }
    let edges = Set(marks.flatMap { [$0.bytes.lowerBound, $0.bytes.upperBound] } + [0, bytes.count]).sorted()
    let starts = marks.indices.sorted { (marks[$0].bytes.lowerBound, $0) < (marks[$1].bytes.lowerBound, $1) }
    var next = 0
    var open: [Int] = []
    var html: [UInt8] = []
    for (start, end) in zip(edges, edges.dropFirst()) {
      open.removeAll { marks[$0].bytes.upperBound <= start }
      while next < starts.count, marks[starts[next]].bytes.lowerBound == start {
        if open.count < Self.marksOverByte { open.append(starts[next]) }
        next += 1
      }
      let text = HTMLText.escaped(utf8: bytes[start..<end])
      if open.isEmpty {
        html += text
      } else {
        let styles = open.map { marks[$0].style }.joined(separator: " ")
        let titles = open.map { marks[$0].title }.joined(separator: "\n")
        html += "<span class=\"m \(styles)\" title=\"\(HTMLText.escaped(titles))\">".utf8
        html += text
        html += "</span>".utf8
      }
    }
    return String(decoding: html, as: UTF8.self)
  }
}
