import Dispatch
public import KZPipeKit
public import Logging
import Synchronization

/// A checked configuration with the modules it needs: the one code path of lint, dry run and run.
public struct Setup: Sendable {
  public let config: Config
  public let registry: StageRegistry
  public let pipeline: Pipeline
  /// What the stages were told of the moment of the run.
  public let runTime: PartialDate
  /// Files of the programs that stages of the pipeline are, such as scripts; they decide what a document becomes.
  let programFiles: [String]
  /// Nothing here keeps the pipeline from running.
  public let warnings: [Diagnostic]

  /// Where to look and what to believe; a test gives its own.
  public struct Surroundings: Sendable {
    public var environment: [String: String]
    public var executableDirectory: String
    public var version: String
    /// Moment of the run, taken once.
    public var runTime: PartialDate
    /// Where stages say what they have to say.
    public var log: Logger

    public init(
      environment: [String: String], executableDirectory: String, version: String, runTime: PartialDate,
      log: Logger = .silent
    ) {
      self.environment = environment
      self.executableDirectory = executableDirectory
      self.version = version
      self.runTime = runTime
      self.log = log
    }
  }

  /// Reads the file, loads the modules, checks every stage and makes it.
  /// - Throws: everything that is wrong, errors and warnings together
  /// - Parameter moment: the moment of the run, when the configuration decides it; `nil` for that of `surroundings`
  public init(
    file: String, overrides: [ConfigOverride] = [], in surroundings: Surroundings,
    moment: (Config) -> PartialDate? = { _ in nil }
  ) throws(Diagnostics) {
    var problems: [Diagnostic] = []
    let config: Config
    do {
      let loaded = try ConfigLoader.load(file, overrides: overrides, environment: surroundings.environment)
      config = loaded.config
      problems += loaded.problems
    } catch {
      throw Diagnostics([error])
    }
    let search = ModuleSearch(
      executableDirectory: surroundings.executableDirectory, environment: surroundings.environment,
      config: config.pluginPaths)
    let (registry, searchProblems) = ModuleLoader.loadAll(search)
    problems += searchProblems
    var surroundings = surroundings
    surroundings.runTime = moment(config) ?? surroundings.runTime
    try self.init(config: config, registry: registry, problems: problems, in: surroundings)
  }

  /// Checks and makes the stages of a config with the modules of `registry`.
  public init(
    config: Config, registry: StageRegistry, problems: [Diagnostic] = [], in surroundings: Surroundings
  ) throws(Diagnostics) {
    let check = PipelineCheck(config: config, registry: registry)
    var problems = problems + check.problems
    guard !problems.contains(where: \.isError) else { throw Diagnostics(problems) }
    var pipeline = Pipeline(noArticle: config.noArticle)
    for (item, made) in zip(check.checked, Self.stages(of: check.checked, in: surroundings)) {
      do throws(Diagnostic) { try pipeline.append(try made.get(), of: item) } catch { problems.append(error) }
    }
    guard !problems.contains(where: \.isError) else { throw Diagnostics(problems) }
    self.config = config
    self.registry = registry
    self.pipeline = pipeline
    programFiles = Set(check.checked.flatMap(\.stage.programFiles)).sorted()
    runTime = surroundings.runTime
    warnings = problems
  }

  /// Makes the stages, on all processors: reading their tables is most of what a short run and lint do.
  private static func stages(
    of items: [PipelineCheck.Checked], in surroundings: Surroundings
  ) -> [Result<any Stage, Diagnostic>] {
    let made = Mutex([Result<any Stage, Diagnostic>?](repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
      let result = Result { () throws(Diagnostic) in try Pipeline.make(items[index], in: surroundings) }
      made.withLock { $0[index] = result }
    }
    return made.withLock { $0 }.compactMap(\.self)
  }
}
