import KZPipeKit

/// The article's media topics, checked against the vocabulary.
struct TopicSubjects: Sendable {
  struct Subject: Sendable {
    var entry: Vocabulary.Entry
    var isAncestor: Bool
    /// 1 for the first; 0 for one that is none of the article's own topics.
    var rank = 0
    var confidence = 0
    var relevance = 0
  }

  private(set) var subjects: [Subject] = []
  /// Older Subject Codes for receivers that know no media topics: QCode and name.
  private(set) var subjectCodes: [(qcode: String, name: String)] = []
  /// For each topic of the article its ancestors among the subjects, by index.
  private(set) var derived: [(from: Int, ancestors: [Int])] = []

  /// More topics than any vocabulary search returns; those beyond are left out.
  private static let most = 200

  /// Takes over what the vocabulary knows and has not retired, under its own names and parents. A topic that is called an
  /// ancestor but is one of none of the others is not marked as one.
  init(_ topics: [Topic], vocabulary: Vocabulary, withSubjectCodes: Bool) {
    if topics.isEmpty { return }
    subjects.reserveCapacity(topics.count)
    var rank = 0
    for topic in topics.prefix(Self.most) {
      guard let number = Vocabulary.number(of: topic.id), let entry = vocabulary[number], !entry.isRetired,
        !subjects.contains(where: { $0.entry === entry })
      else { continue }
      var subject = Subject(entry: entry, isAncestor: topic.why == "ancestor")
      if !subject.isAncestor {
        rank += 1
        subject.rank = rank
        subject.confidence = EntityConcepts.percent(topic.confidence)
        subject.relevance = EntityConcepts.percent(topic.relevance)
      }
      subjects.append(subject)
    }
    derive()
    if withSubjectCodes { addSubjectCodes() }
  }

  private mutating func derive() {
    var isDerived = [Bool](repeating: false, count: subjects.count)
    for (index, subject) in subjects.enumerated() where !subject.isAncestor {
      let ancestors = subjects.indices.filter {
        subjects[$0].isAncestor && subject.entry.ancestors.contains(subjects[$0].entry.number)
      }
      if ancestors.isEmpty { continue }
      derived.append((index, ancestors))
      for ancestor in ancestors { isDerived[ancestor] = true }
    }
    for index in subjects.indices where subjects[index].isAncestor && !isDerived[index] {
      subjects[index].isAncestor = false
    }
  }

  private mutating func addSubjectCodes() {
    for subject in subjects {
      guard let twin = subject.entry.subjectCode, !subjectCodes.contains(where: { $0.qcode == twin.qcode }) else {
        continue
      }
      subjectCodes.append(twin)
    }
  }
}
