public import KZPipeKit

/// The stages of a run, made and in order.
public struct Pipeline: Sendable {
  /// Name and kind of a stage; its index is the index of its timing.
  public struct Step: Sendable, Hashable {
    public var name: String
    public var kind: StageKind
  }

  struct Made<S: Sendable>: Sendable {
    let step: Int
    let spec: StageSpec
    let stage: S
    /// Whether it wants the documents one by one and in the order of the input.
    var isOrdered = false
  }

  /// Steps whose work is done by other processes: they have their own clocks, and a document that is there keeps nobody
  /// here busy.
  var remoteSteps: Set<Int> = []

  public private(set) var steps: [Step] = []
  public var noArticle: NoArticle
  private(set) var cleaners: [Made<any CleanStage>] = []
  private(set) var parsers: [Made<any ParseStage>] = []
  private(set) var enrichers: [Made<any EnrichStage>] = []
  private(set) var exporters: [Made<any ExportStage>] = []

  public init(noArticle: NoArticle = .deadLetter) { self.noArticle = noArticle }

  /// Lets the stages that remember documents keep what they have learnt.
  func finish() async -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for made in enrichers {
      guard let stage = made.stage as? any OrderedEnrichStage else { continue }
      do throws(StageError) { try await stage.finish() } catch {
        problems.append(
          Diagnostic(
            .stateNotKept, "the stage \"\(made.spec.name)\" could not keep what it has learnt: \(error.message)",
            notes: [error.advice].compactMap { $0 }))
      }
    }
    return problems
  }

  var hasOrderedStages: Bool { enrichers.contains(where: \.isOrdered) }

  /// Adds a stage of the host's own making; used by tests and benchmarks.
  public mutating func append(_ stage: any Stage, spec: StageSpec) -> Bool {
    let step = steps.count
    switch (spec.kind, stage) {
    case (.clean, let stage as any CleanStage): cleaners.append(Made(step: step, spec: spec, stage: stage))
    case (.parse, let stage as any ParseStage): parsers.append(Made(step: step, spec: spec, stage: stage))
    case (.enrich, let stage as any EnrichStage):
      enrichers.append(Made(step: step, spec: spec, stage: stage, isOrdered: stage is any OrderedEnrichStage))
    case (.export, let stage as any ExportStage): exporters.append(Made(step: step, spec: spec, stage: stage))
    default: return false
    }
    steps.append(Step(name: spec.name, kind: spec.kind))
    if stage is any ProcessStage { remoteSteps.insert(step) }
    return true
  }

  /// Makes the stage of an entry; several may be made at a time.
  static func make(
    _ item: PipelineCheck.Checked, in surroundings: Setup.Surroundings
  ) throws(Diagnostic) -> any Stage {
    let spec = item.stage.spec
    let module = item.stage.module
    let options: Options
    do {
      options = try Options(item.options, for: spec)
    } catch {
      // The same values have passed `PipelineCheck`.
      throw Diagnostic(.stageNotMade, "the options of stage \"\(spec.name)\" do not fit it", at: item.use.place)
    }
    let context = StageContext(
      runTime: surroundings.runTime, version: surroundings.version,
      moduleDirectory: FilePath.directory(of: module.path),
      warn: { surroundings.log.of(stage: spec.name).tell(.warning, .stageWarning, $0) })
    let stage: any Stage
    do {
      stage = try CrashGuard.during("the module crashed while its stage \"\(spec.name)\" was made", file: module.path) {
        () throws(StageError) in try item.make(options, context, in: surroundings)
      }
    } catch {
      throw Diagnostic(
        .stageNotMade, "the stage \"\(spec.name)\" cannot be made: \(error.message)", at: item.use.place,
        notes: [error.place.map { "at \($0)" }, error.advice].compactMap { $0 })
    }
    return stage
  }

  mutating func append(_ stage: any Stage, of item: PipelineCheck.Checked) throws(Diagnostic) {
    let spec = item.stage.spec
    guard append(stage, spec: spec) else {
      throw Diagnostic(
        .stageCast, "the stage \"\(spec.name)\" says it is a \(spec.kind.rawValue) stage and is none",
        at: Place(item.stage.module.path),
        notes: ["its type has to conform to the protocol of its kind"])
    }
  }
}
