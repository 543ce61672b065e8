import Glibc
public import KZPipeKit
import KZPipeText

/// Takes one document through the pipeline. Counting, timing and deadlines are wrapped around the stages here, so that a
/// stage has nothing to do with them.
public struct DocumentRunner: Sendable {
  let pipeline: Pipeline
  let reader: DocumentReader
  /// Which documents need not be done again; `nil` without a ledger.
  let reuse: Reuse?
  /// How outputs are put into parts; `nil` when they are not.
  private let packing: Packing?
  /// Where documents wait for stages that see them in order; `nil` when the pipeline has none.
  private let turnstile: Turnstile?

  public init(pipeline: Pipeline, limits: Config.Limits) { self.init(pipeline: pipeline, limits: limits, reuse: nil) }

  init(pipeline: Pipeline, limits: Config.Limits, reuse: Reuse?, packing: Packing? = nil) {
    self.pipeline = pipeline
    self.reuse = reuse
    self.packing = packing
    reader = DocumentReader(limits: limits)
    turnstile = pipeline.hasOrderedStages ? Turnstile() : nil
  }

  /// Reads the document and runs it, unless it is done. Never throws: a failure is a result.
  func run(_ item: InputItem, in slot: DeadlineMonitor.Slot) async -> DocumentResult {
    defer { turnstile?.leave(item.sequence) }
    var sha256: [UInt8] = []
    do {
      if let kept = reuse?.unread(item) { return kept }
      let received = try reader.received(item, withDigest: reuse != nil)
      sha256 = received.sha256
      if let kept = reuse?.kept(item, sha256, bytes: received.bytes.count) { return kept }
      var result = await run(try reader.page(of: item, received), of: item, in: slot)
      // A letter may hold the bytes in another form, inflated for example.
      result.contentSHA256 = item.letter != nil ? item.known?.entry.contentSHA256 ?? sha256 : sha256
      return result
    } catch {
      if let kept = reuse?.kept(item, sha256, bytes: 0) { return kept }
      var result = DocumentResult(of: item)
      if item.mayVanish, case .file(let path, _) = item.content, access(path, F_OK) != 0 {
        result.isPassedBy = true
        return result
      }
      result.contentSHA256 = sha256
      result.bytes = error.content.count
      if error.error.code != .noArticle || pipeline.noArticle == .deadLetter {
        result.outcome = .failed(
          .init(stage: "input", error: error.error, content: error.content, fileExtension: error.fileExtension))
      }
      return result
    }
  }

  /// Runs a page that is read already, by itself.
  public func run(_ page: Page, of item: InputItem) async -> DocumentResult {
    defer { turnstile?.leave(item.sequence) }
    return await run(page, of: item, in: nil)
  }

  private func run(_ page: Page, of item: InputItem, in slot: DeadlineMonitor.Slot?) async -> DocumentResult {
    var result = DocumentResult(of: item)
    result.bytes = page.content.count
    var trip = Trip(steps: pipeline.steps.count, remote: pipeline.remoteSteps, slot: slot)
    do {
      let (article, outputs) = try await pass(page, &trip) {
        guard let turnstile else { return }
        // Waiting for others is not this document's time.
        let left = slot?.pause()
        await turnstile.enter(item.sequence)
        if let left { slot?.resume(left) }
      }
      if reuse != nil { result.item = outputs.lazy.compactMap { NewsItemIdentity(in: $0.pieces) }.first }
      result.outcome = .exported(outputs)
      result.outputSizes = outputs.map { output in
        .init(
          exporter: output.exporter, pieces: output.pieces.count,
          bytes: output.pieces.reduce(0) { $0 + $1.contents.count })
      }
      result.articleID = article.id
      result.names = PathTemplate.Values(
        slug: item.slug, date: article.datePublished?.dayOnly.description, language: article.language, id: article.id)
    } catch {
      if error.code != .noArticle || pipeline.noArticle == .deadLetter {
        let (content, fileExtension) = DocumentReader.original(of: item, page: page)
        result.outcome = .failed(
          .init(
            stage: trip.stage.map { pipeline.steps[$0].name } ?? "input", error: error, content: content,
            fileExtension: fileExtension, articleID: trip.articleID))
      }
    }
    result.nanoseconds = trip.nanoseconds
    return result
  }

  /// Where a document is and how long each step took.
  private struct Trip {
    var nanoseconds: [Int64]
    var stage: Int?
    var articleID: String?
    private var began: Int64 = 0
    private let remote: Set<Int>
    private let slot: DeadlineMonitor.Slot?
    /// Nanoseconds that were left when a step began that is not counted.
    private var left: Int64?

    init(steps: Int, remote: Set<Int>, slot: DeadlineMonitor.Slot?) {
      nanoseconds = [Int64](repeating: -1, count: steps)
      (self.remote, self.slot) = (remote, slot)
    }

    mutating func enter(_ step: Int) {
      stage = step
      began = Clock.nanoseconds()
      // Others may be before this one, and the process has a clock of its own.
      if remote.contains(step) { left = slot?.pause() }
    }

    private mutating func end(_ step: Int) {
      nanoseconds[step] = Clock.nanoseconds() - began
      if let left { slot?.resume(left) }
      left = nil
    }

    /// Ends the step; a document whose time is over does not reach the next one.
    mutating func leave() throws(StageError) {
      guard let stage else { return }
      end(stage)
      if Task.isCancelled { throw DocumentRunner.deadline }
    }

    /// Ends the step of a stage that threw.
    mutating func fail(_ error: StageError) -> StageError {
      if let stage { end(stage) }
      return error.code == .cancelled && Task.isCancelled ? DocumentRunner.deadline : error
    }
  }

  static let deadline = StageError(
    "deadline", "the document took longer than limits.document_seconds allows",
    advice: "raise limits.document_seconds, or look at the page")

  private func pass(
    _ page: Page, _ trip: inout Trip, waitForTurn: () async -> Void
  ) async throws(StageError) -> (Article, [DocumentResult.ExporterOutput]) {
    var page = page
    let mediaType = page.source.mediaType
    var isCleaned = pipeline.cleaners.isEmpty
    for cleaner in pipeline.cleaners where cleaner.spec.accepts(mediaType: mediaType) {
      isCleaned = true
      trip.enter(cleaner.step)
      do { try await cleaner.stage.clean(&page) } catch { throw trip.fail(error) }
      try trip.leave()
    }
    let parser = pipeline.parsers.first { $0.spec.accepts.isEmpty || $0.spec.accepts(mediaType: mediaType) }
    // A parser that reads the bytes itself, such as one for a news format, needs no cleaning before it.
    guard let parser, isCleaned || parser.spec.reads.contains(.content) else { throw unsupported(mediaType) }
    trip.enter(parser.step)
    var article: Article
    do { article = try await parser.stage.parse(page) } catch { throw trip.fail(error) }
    try trip.leave()
    article.id = Self.identity(of: article, page)
    trip.articleID = article.id
    for enricher in pipeline.enrichers {
      if enricher.isOrdered { await waitForTurn() }
      trip.enter(enricher.step)
      do { try await enricher.stage.enrich(&article) } catch { throw trip.fail(error) }
      try trip.leave()
    }
    var outputs: [DocumentResult.ExporterOutput] = []
    var outputBytes = 0
    outputs.reserveCapacity(pipeline.exporters.count)
    for exporter in pipeline.exporters {
      trip.enter(exporter.step)
      do throws(StageError) {
        var output = DocumentResult.ExporterOutput(
          exporter: exporter.spec.name, pieces: try await exporter.stage.export(article))
        for piece in output.pieces { outputBytes += piece.contents.count }
        guard outputBytes <= reader.limits.outputBytes else {
          throw StageError(
            .tooLarge,
            "the outputs have more bytes than the \(reader.limits.outputBytes) of limits.document_output_bytes",
            advice: "raise limits.document_output_bytes, or look at the page")
        }
        if reuse != nil {
          packing?.compress(&output.pieces)
          output.hash()
        }
        outputs.append(output)
      } catch {
        throw trip.fail(error)
      }
      try trip.leave()
    }
    return (article, outputs)
  }

  private func unsupported(_ mediaType: String) -> StageError {
    let taken = Set(pipeline.cleaners.flatMap(\.spec.accepts) + pipeline.parsers.flatMap(\.spec.accepts)).sorted()
    return StageError(
      "unsupported_media_type", "no stage of the pipeline takes \(mediaType)",
      advice: "the pipeline takes " + taken.joined(separator: ", "))
  }

  /// The same article keeps its identity: the one that its own format gives it, else by its canonical address, else by its
  /// bytes. The latter two are 32 hexadecimal digits.
  static func identity(of article: Article, _ page: Page) -> String {
    guard article.id.isEmpty else { return article.id }
    guard let url = article.canonicalURL, !url.isEmpty else { return String(page.source.sha256.prefix(32)) }
    return String(SHA256.hexDigest(of: Array(url.utf8)).prefix(32))
  }
}

/// Monotonic time, for durations only.
enum Clock {
  static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
