import KZPipeKit

/// Sees a document after every stage. Only wrapped pipelines pay for it; the runner knows nothing of observers.
protocol PipelineObserver: Sendable {
  func cleaned(_ page: Page, step: Int)
  /// After a parse or an enrich stage.
  func made(_ article: Article, step: Int)
  func exported(_ outputs: [Output], step: Int)
}

extension Pipeline {
  /// The same stages, each wrapped so that `observer` sees what it made.
  /// - Parameter last: index of the step behind which the pipeline ends; `nil` for all
  func observed(by observer: any PipelineObserver, through last: Int? = nil) -> Pipeline {
    var wrapped: [(step: Int, spec: StageSpec, stage: any Stage)] = []
    for made in cleaners { wrapped.append((made.step, made.spec, ObservedClean(made.stage, observer, made.step))) }
    for made in parsers { wrapped.append((made.step, made.spec, ObservedParse(made.stage, observer, made.step))) }
    for made in enrichers {
      let stage: any Stage =
        made.isOrdered
        ? ObservedOrderedEnrich(made.stage, observer, made.step) : ObservedEnrich(made.stage, observer, made.step)
      wrapped.append((made.step, made.spec, stage))
    }
    for made in exporters { wrapped.append((made.step, made.spec, ObservedExport(made.stage, observer, made.step))) }
    var pipeline = Pipeline(noArticle: noArticle)
    for item in wrapped.sorted(by: { $0.step < $1.step }) where item.step <= last ?? .max {
      // A wrapper is of the kind of what it wraps, so it always fits.
      _ = pipeline.append(item.stage, spec: item.spec)
    }
    // A wrapper does not show whether its stage is a process.
    pipeline.remoteSteps = remoteSteps.filter { $0 < pipeline.steps.count }
    return pipeline
  }
}

/// A stage around another one. It has no options and stands in no registry, so it is never made from them.
private protocol Observed: Stage {}

extension Observed {
  static var spec: StageSpec { StageSpec("observed", kind: .enrich, summary: "Stands around another stage.") }
  init(options: Options, context: StageContext) throws(StageError) {
    throw StageError(.badOption, "an observed stage is made from a stage, not from options")
  }
}

private struct ObservedClean: CleanStage, Observed {
  let stage: any CleanStage
  let observer: any PipelineObserver
  let step: Int

  init(_ stage: any CleanStage, _ observer: any PipelineObserver, _ step: Int) {
    (self.stage, self.observer, self.step) = (stage, observer, step)
  }

  func clean(_ page: inout Page) async throws(StageError) {
    try await stage.clean(&page)
    observer.cleaned(page, step: step)
  }
}

private struct ObservedParse: ParseStage, Observed {
  let stage: any ParseStage
  let observer: any PipelineObserver
  let step: Int

  init(_ stage: any ParseStage, _ observer: any PipelineObserver, _ step: Int) {
    (self.stage, self.observer, self.step) = (stage, observer, step)
  }

  func parse(_ page: Page) async throws(StageError) -> Article {
    var article = try await stage.parse(page)
    // The runner gives the identity right after parsing; whoever looks here shall see it, too.
    article.id = DocumentRunner.identity(of: article, page)
    observer.made(article, step: step)
    return article
  }
}

private struct ObservedEnrich: EnrichStage, Observed {
  let stage: any EnrichStage
  let observer: any PipelineObserver
  let step: Int

  init(_ stage: any EnrichStage, _ observer: any PipelineObserver, _ step: Int) {
    (self.stage, self.observer, self.step) = (stage, observer, step)
  }

  func enrich(_ article: inout Article) async throws(StageError) {
    try await stage.enrich(&article)
    observer.made(article, step: step)
  }
}

private struct ObservedOrderedEnrich: OrderedEnrichStage, Observed {
  let inner: ObservedEnrich

  init(_ stage: any EnrichStage, _ observer: any PipelineObserver, _ step: Int) {
    inner = ObservedEnrich(stage, observer, step)
  }

  func enrich(_ article: inout Article) async throws(StageError) { try await inner.enrich(&article) }
}

private struct ObservedExport: ExportStage, Observed {
  let stage: any ExportStage
  let observer: any PipelineObserver
  let step: Int

  init(_ stage: any ExportStage, _ observer: any PipelineObserver, _ step: Int) {
    (self.stage, self.observer, self.step) = (stage, observer, step)
  }

  func export(_ article: Article) async throws(StageError) -> [Output] {
    let outputs = try await stage.export(article)
    observer.exported(outputs, step: step)
    return outputs
  }

  func frame(of file: String) -> Frame { stage.frame(of: file) }
}
