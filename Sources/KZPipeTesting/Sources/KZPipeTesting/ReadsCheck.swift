import KZPipeKit

/// Finds out whether a stage reads more than it declares: what it is not said to read is taken from the document, and the
/// result has to stay.
///
/// A field that the stage writes stays too: adding to what is there is no reading of it. What the samples do not provoke
/// stays unknown, and so does what an `OrderedEnrichStage` remembers of other documents.
struct ReadsCheck {
  let spec: StageSpec
  let run: @Sendable (Sample) async -> Exercise.Outcome

  /// - Parameter outcome: what the stage made of the whole sample
  func findings(_ sample: Sample, _ outcome: Exercise.Outcome) async -> [Conformance.Finding] {
    let whole = said(outcome, of: sample)
    let kept = spec.reads.union(spec.readsOptionally).union(spec.writes)
    let part = await said(of: sample, keeping: kept)
    guard part != whole else { return [] }
    let isPage = spec.kind == .clean || spec.kind == .parse
    let fields = isPage ? Page.fields : ArticlePart.all.map(\.field)
    var read: [String] = []
    for field in fields where !kept.contains(field) && !read.contains(field.rawValue) {
      if await said(of: sample, keeping: kept.union([field])) != part { read.append(field.rawValue) }
    }
    let what = read.isEmpty ? "fields" : read.joined(separator: ", ")
    return [
      .init(
        check: .declared,
        message:
          "\"\(sample.name)\": the result depends on \(what), not declared as read; add to reads or readsOptionally")
    ]
  }

  private func said(of sample: Sample, keeping fields: Set<Field>) async -> Exercise.Outcome {
    var sample = sample
    sample.page = sample.page.keeping(fields)
    sample.article = sample.article.keeping(fields)
    return said(await run(sample), of: sample)
  }

  /// What the stage itself says: of an enriched article the fields that it writes and the reasons that it gives.
  private func said(_ outcome: Exercise.Outcome, of sample: Sample) -> Exercise.Outcome {
    guard spec.kind == .enrich, case .article(let article) = outcome else { return outcome }
    var said = article.keeping(spec.writes)
    said.provenance = Array(article.provenance.dropFirst(sample.article.provenance.count))
    return .article(said)
  }
}
