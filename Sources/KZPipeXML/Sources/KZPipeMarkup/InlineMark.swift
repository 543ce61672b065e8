public import KZPipeKit

/// A mention in the text that a document ties to its entity: it becomes an element with an id.
public struct InlineMark: Sendable, Hashable {
  public var at: TextLocation
  /// UTF-8 bytes of the string at `at`.
  public var bytes: Range<Int>
  /// Index of the entity in the article's list.
  public var entity: Int
  public var kind: Entity.Kind
  public var confidence: Double

  /// The mentions of `article` in reading order, without those that overlap an earlier or longer one.
  /// - Parameter isWanted: whether mentions of the entity with this index are marked
  public static func marks(in article: Article, where isWanted: (Int) -> Bool) -> [InlineMark] {
    let annotations = article.annotations
    if annotations.mentions.isEmpty { return [] }
    var indexes: [String: Int] = [:]
    indexes.reserveCapacity(annotations.entities.count)
    for (index, entity) in annotations.entities.enumerated() where indexes[entity.id] == nil && isWanted(index) {
      indexes[entity.id] = index
    }
    var marks: [InlineMark] = []
    marks.reserveCapacity(annotations.mentions.count)
    for mention in annotations.mentions {
      guard let index = indexes[mention.entity], !mention.range.bytes.isEmpty else { continue }
      marks.append(
        InlineMark(
          at: mention.range.at, bytes: mention.range.bytes, entity: index, kind: annotations.entities[index].kind,
          confidence: mention.confidence))
    }
    let isInOrder = zip(marks, marks.dropFirst()).allSatisfy { !comesBefore($1, $0) }
    if !isInOrder { marks.sort(by: comesBefore) }
    var kept: [InlineMark] = []
    kept.reserveCapacity(marks.count)
    for mark in marks {
      if let last = kept.last, last.at == mark.at, mark.bytes.lowerBound < last.bytes.upperBound { continue }
      kept.append(mark)
    }
    return kept
  }

  private static func comesBefore(_ a: InlineMark, _ b: InlineMark) -> Bool {
    if a.at != b.at { return a.at < b.at }
    if a.bytes.lowerBound != b.bytes.lowerBound { return a.bytes.lowerBound < b.bytes.lowerBound }
    return a.bytes.upperBound > b.bytes.upperBound
  }
}

/// An id that a renderer gave to a piece of text.
public struct MarkReference: Sendable, Hashable {
  /// Index of the entity in the article's list.
  public var entity: Int
  /// The id is this number after `IDSpace.mention`.
  public var number: Int
  public var confidence: Double
}
