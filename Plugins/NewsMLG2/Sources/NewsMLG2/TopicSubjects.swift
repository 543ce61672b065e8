import KZPipeKit

/// The article's media topics, checked against the vocabulary.
struct TopicSubjects: Sendable {
  struct Subject: Sendable {
    var qcode: String
    var name: String
    /// QCodes.
    var broader: [String]
    var sameAs: [String]
    var isAncestor: Bool
    /// 1 for the first; 0 for ancestors.
    var rank = 0
    var confidence = 0
    var relevance = 0
  }

  var subjects: [Subject] = []
  /// Older Subject Codes for receivers that know no media topics: QCode and name.
  var subjectCodes: [(qcode: String, name: String)] = []
  /// For each direct subject its ancestors among the subjects, by index.
  var derived: [(from: Int, ancestors: [Int])] = []

  /// Takes over what the vocabulary knows and has not retired, under its own names and parents. A topic that is called an
  /// ancestor but is one of none of the others is not marked as one.
  init(_ topics: [Topic], vocabulary: Vocabulary, withSubjectCodes: Bool) {
    if topics.isEmpty { return }
    subjects.reserveCapacity(topics.count)
    var known: [String: Int] = [:]
    var rank = 0
    for topic in topics {
      guard known[topic.id] == nil, let entry = vocabulary[topic.id], !entry.isRetired else { continue }
      var subject = Subject(
        qcode: topic.id, name: entry.name, broader: entry.broader.map { Vocabulary.alias + $0 },
        sameAs: entry.subjectCodes.map { "subj:" + $0 } + entry.wikidata.map { "wikidata:" + $0 },
        isAncestor: topic.why == "ancestor")
      subject.relevance = EntityConcepts.percent(topic.relevance)
      if !subject.isAncestor {
        rank += 1
        subject.rank = rank
        subject.confidence = EntityConcepts.percent(topic.confidence)
      }
      known[topic.id] = subjects.count
      subjects.append(subject)
    }
    derive(known, vocabulary)
    if withSubjectCodes { addSubjectCodes(vocabulary) }
  }

  private mutating func derive(_ known: [String: Int], _ vocabulary: Vocabulary) {
    var isDerived = [Bool](repeating: false, count: subjects.count)
    for (index, subject) in subjects.enumerated() where !subject.isAncestor {
      let ancestors = vocabulary.ancestors(of: subject.qcode).compactMap { known[$0] }.filter {
        subjects[$0].isAncestor
      }
      if ancestors.isEmpty { continue }
      derived.append((index, ancestors))
      for ancestor in ancestors { isDerived[ancestor] = true }
    }
    for index in subjects.indices where subjects[index].isAncestor && !isDerived[index] {
      subjects[index].isAncestor = false
    }
  }

  private mutating func addSubjectCodes(_ vocabulary: Vocabulary) {
    var seen: Set<String> = []
    for subject in subjects {
      guard let twin = vocabulary.nearestSubjectCode(of: subject.qcode), seen.insert(twin.code).inserted else {
        continue
      }
      subjectCodes.append(("subj:" + twin.code, twin.name))
    }
  }
}
