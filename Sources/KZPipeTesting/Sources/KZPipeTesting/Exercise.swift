import KZPipeKit

/// Sends sample documents through a stage and compares what comes out.
struct Exercise: Sendable {
  /// What a stage did to one sample.
  enum Outcome: Sendable, Equatable {
    case page(PageImprint)
    case article(Article)
    case outputs([Output])
    case failed(StageError)
  }

  private let run: @Sendable (Sample) async -> Outcome
  private let spec: StageSpec
  private let samples: [Sample]

  /// `nil` when the stage does not implement the protocol of its kind.
  init?(stage: any Stage, spec: StageSpec) {
    self.spec = spec
    samples = Samples.all(for: spec)
    switch spec.kind {
    case .clean:
      guard let stage = stage as? any CleanStage else { return nil }
      run = { sample in
        var page = sample.page
        do throws(StageError) {
          try await stage.clean(&page)
          return .page(PageImprint(page, from: sample.page, spec: spec))
        } catch { return .failed(error) }
      }
    case .parse:
      guard let stage = stage as? any ParseStage else { return nil }
      run = { sample in
        do throws(StageError) { return .article(try await stage.parse(sample.page)) } catch { return .failed(error) }
      }
    case .enrich:
      guard let stage = stage as? any EnrichStage else { return nil }
      run = { sample in
        var article = sample.article
        do throws(StageError) {
          try await stage.enrich(&article)
          return .article(article)
        } catch { return .failed(error) }
      }
    case .export:
      guard let stage = stage as? any ExportStage else { return nil }
      run = { sample in
        do throws(StageError) { return .outputs(try await stage.export(sample.article)) } catch {
          return .failed(error)
        }
      }
    }
  }

  func findings() async -> [Conformance.Finding] {
    var found: [Conformance.Finding] = []
    var first: [Outcome] = []
    for sample in samples {
      let outcome = await run(sample)
      first.append(outcome)
      found += judge(outcome, of: sample)
    }
    for (sample, outcome) in zip(samples, first).reversed() where !sample.isLarge {
      if await run(sample) != outcome {
        found.append(.init(check: .repeated, message: "\"\(sample.name)\" gives another result the second time"))
      }
    }
    let reads = ReadsCheck(spec: spec, run: run)
    for (sample, outcome) in zip(samples, first) where !sample.isLarge {
      found += await reads.findings(sample, outcome)
    }
    found += await concurrent(first)
    found += await cancelled()
    return found
  }

  private func judge(_ outcome: Outcome, of sample: Sample) -> [Conformance.Finding] {
    let messages: [String]
    switch outcome {
    case .failed(let error):
      messages =
        error.code.rawValue.isEmpty || error.message.isEmpty
        ? ["the error for \"\(sample.name)\" lacks code or message"]
        // What the host says of a stage in another process: that is no answer.
        : error.code.rawValue.hasPrefix("process_") || error.code == "deadline"
          ? ["\"\(sample.name)\": \(error.message)"] : []
      return messages.map { .init(check: sample.check, message: $0) }
    case .page(let page): messages = page.problems
    case .article(let article):
      let before = spec.kind == .enrich ? sample.article : Article(id: article.id, source: article.source)
      messages = ArticleCheck(before: before, after: article, spec: spec).problems()
    case .outputs(let outputs): messages = outputs.flatMap(Self.problems)
    }
    return messages.map { .init(check: .declared, message: "\"\(sample.name)\": \($0)") }
  }

  private static func problems(of output: Output) -> [String] {
    let (name, contents) =
      switch output {
      case .file(let name, let contents): (name, contents)
      case .record(let file, let contents): (file, contents)
      }
    var messages: [String] = []
    if name.isEmpty || name.hasPrefix("/") || name.split(separator: "/").contains("..") {
      messages.append("the file name \"\(name)\" leads outside the exporter's directory")
    }
    if contents.isEmpty { messages.append("the file \"\(name)\" is empty") }
    return messages
  }

  private func concurrent(_ expected: [Outcome]) async -> [Conformance.Finding] {
    let small = zip(samples, expected).filter { !$0.0.isLarge }
    return await withTaskGroup(of: [String].self) { group in
      for worker in 0..<8 {
        group.addTask { [run] in
          var names: [String] = []
          // Each worker begins elsewhere, so that different documents meet inside the stage.
          for step in small.indices {
            let (sample, outcome) = small[(step + worker * 3) % small.count]
            if await run(sample) != outcome { names.append(sample.name) }
          }
          return names
        }
      }
      var names: Set<String> = []
      for await wrong in group { names.formUnion(wrong) }
      return names.sorted().map {
        .init(check: .concurrent, message: "\"\($0)\" gives another result while other documents are under way")
      }
    }
  }

  private func cancelled() async -> [Conformance.Finding] {
    guard let sample = samples.first(where: { !$0.isLarge }) else { return [] }
    let task = Task { [run] in
      withUnsafeCurrentTask { $0?.cancel() }
      return await run(sample)
    }
    if case .failed(let error) = await task.value, error.code.rawValue.isEmpty {
      return [.init(check: .cancelled, message: "the error of a cancelled task has no code")]
    }
    return []
  }
}

/// A cleaned page reduced to what can be compared, with what is wrong about it.
struct PageImprint: Sendable, Equatable {
  let text: [UInt8]
  let blocks: [Block]
  let spans: [Span]
  let images: [PageImage]
  let evidence: [Evidence]
  let articleConfidence: Double?
  let problems: [String]

  /// - Parameter before: the page that the stage was given
  init(_ page: Page, from before: Page, spec: StageSpec) {
    text = page.text
    blocks = page.blocks
    spans = page.spans
    images = page.images
    evidence = page.evidence
    articleConfidence = page.articleConfidence
    problems = Self.undeclared(page, before, spec) + Self.problems(of: page)
  }

  private static func undeclared(_ page: Page, _ before: Page, _ spec: StageSpec) -> [String] {
    let blocks = page.text == before.text && page.blocks == before.blocks && page.spans == before.spans
    let changes: [(Field, isSame: Bool)] = [
      (.content, page.content == before.content), (.blocks, blocks), (.images, page.images == before.images),
      (.evidence, page.evidence == before.evidence),
    ]
    return changes.filter { !$0.isSame && !spec.writes.contains($0.0) }.map {
      "\($0.0.rawValue) was changed, but is not declared as written"
    }
  }

  private static func problems(of page: Page) -> [String] {
    var messages: [String] = []
    if String(validating: page.text, as: UTF8.self) == nil { messages.append("the text is no valid UTF-8") }
    if page.source.encoding == nil, !page.text.isEmpty { messages.append("source.encoding is not set") }
    for (index, block) in page.blocks.enumerated() {
      if !isSlice(block.text, of: page.text) {
        messages.append("block \(index) lies outside the text or cuts a character")
      }
      if block.source.lowerBound < 0 || Int(block.source.upperBound) > page.content.count {
        messages.append("block \(index) has a source outside the page")
      }
      if !(0...1).contains(block.verdict.confidence) {
        messages.append("block \(index) has a confidence outside 0...1")
      }
      if block.verdict.isDropped, block.verdict.reason == .none {
        messages.append("block \(index) is dropped without a reason")
      }
    }
    for span in page.spans where !isSlice(span.range, of: page.text) { messages.append("a span lies outside the text") }
    for image in page.images {
      if let caption = image.caption, !page.blocks.indices.contains(Int(caption)) {
        messages.append("an image names a caption that is no block")
      }
    }
    if let confidence = page.articleConfidence, !(0...1).contains(confidence) {
      messages.append("articleConfidence lies outside 0...1")
    }
    return Array(messages.prefix(5))
  }

  /// Whether `range` lies inside `text` and begins and ends between characters.
  static func isSlice(_ range: Range<Int32>, of text: [UInt8]) -> Bool {
    guard range.lowerBound >= 0, Int(range.upperBound) <= text.count else { return false }
    return [Int(range.lowerBound), Int(range.upperBound)].allSatisfy { $0 == text.count || text[$0] & 0xC0 != 0x80 }
  }
}
