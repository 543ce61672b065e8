public import KZPipeKit
public import Logging

/// The stages and trainers that modules brought, by name. A value that can be cut down for a test.
public struct StageRegistry: Sendable {
  /// A stage and the module that brings it.
  public struct Stage: Sendable {
    public let spec: StageSpec
    public let module: LoadedModule
    let maker: Maker

    public init(_ entry: Registrar.Entry, of module: LoadedModule) {
      (spec, maker, self.module) = (entry.spec, .entry(entry), module)
    }

    /// A stage that is a process of its own.
    /// - Parameter given: options that are handed on without being declared
    init(
      _ spec: StageSpec, command: ChildProcess.Command, settings: ProcessSettings, given: [String: OptionValue],
      of module: LoadedModule
    ) {
      (self.spec, maker, self.module) = (spec, .command(command, settings, given: given), module)
    }

    /// The files that its command names, such as a script beside its interpreter; what lies elsewhere under `$PATH` is the
    /// system's business.
    var programFiles: [String] {
      guard case .command(let command, _, _) = maker else { return [] }
      let program = command.words.prefix(1).filter { $0.hasPrefix(command.directory + "/") }
      return program
        + command.words.dropFirst().map { FilePath.resolve($0, in: command.directory) }.filter {
          FileIdentity(of: $0)?.isFile ?? false
        }
    }

    /// Whether it is a process of its own.
    var isCommand: Bool {
      if case .command = maker { true } else { false }
    }

    /// The same with other settings, written over its own; for a stage that is a command.
    func overriding(_ values: [String: OptionValue]) -> Stage {
      guard case .command(var command, let settings, let given) = maker else { return self }
      let merged = ProcessSettings(values, over: settings)
      command.memoryBytes = merged.memoryBytes
      return Stage(spec, command: command, settings: merged, given: given, of: module)
    }

    public func make(_ options: Options, _ context: StageContext) throws(StageError) -> any KZPipeKit.Stage {
      try make(options, context, log: .silent)
    }

    /// Makes the stage; one that is a process starts it with the first document.
    /// - Parameter log: told of what becomes of processes
    public func make(
      _ options: Options, _ context: StageContext, log: Logger
    ) throws(StageError) -> any KZPipeKit.Stage {
      switch maker {
      case .entry(let entry): return try entry.make(options, context)
      case .command(let command, let settings, let given):
        let values = given.merging(options.values) { $1 }
        return StageCrew(
          spec, command: command, settings: settings, options: values, context: context, log: log
        ).stage()
      }
    }
  }

  enum Maker: Sendable {
    case entry(Registrar.Entry)
    case command(ChildProcess.Command, ProcessSettings, given: [String: OptionValue])
  }

  /// A trainer of models and the module that brings it.
  public struct Trainer: Sendable {
    public let entry: Registrar.Trainer
    public let module: LoadedModule

    public var spec: TrainerSpec { entry.spec }
  }

  /// Every stage whose name only one module claims.
  public private(set) var stages: [String: Stage] = [:]
  /// Trainers by name; of two with one name the first.
  public private(set) var trainers: [String: Trainer] = [:]
  /// Modules in the order of loading.
  public private(set) var modules: [LoadedModule] = []
  /// Names that several modules claim.
  public private(set) var conflicts: [String: Diagnostic] = [:]
  /// Why modules were refused.
  public var refused: [Diagnostic] = []

  public init() {}

  /// The stages, by kind and then by name.
  public var sorted: [Stage] {
    stages.values.sorted { ($0.spec.kind, $0.spec.name) < ($1.spec.kind, $1.spec.name) }
  }

  public mutating func add(
    _ module: LoadedModule, entries: [Registrar.Entry], trainers: [Registrar.Trainer] = []
  ) {
    add(LoadedStages(module, entries: entries, trainers: trainers))
  }

  public mutating func add(_ loaded: LoadedStages) {
    let module = loaded.module
    modules.append(module)
    for trainer in loaded.trainers where trainers[trainer.spec.name] == nil { trainers[trainer.spec.name] = trainer }
    for stage in loaded.stages {
      let name = stage.spec.name
      if let other = stages[name] {
        conflicts[name] = Diagnostic(
          .stageClaimedTwice,
          "the stage \"\(name)\" is claimed by two modules: \(other.module.path) and \(module.path)",
          notes: ["remove one of them from the places that kzpipe searches; kzpipe plugins lists them"])
        stages[name] = nil
      } else if conflicts[name] == nil {
        stages[name] = stage
      }
    }
  }
}

/// A module that passed the handshake.
public struct LoadedModule: Sendable, Hashable {
  public var path: String
  public var name: String
  public var version: String
  /// `kind:name` of its stages.
  public var stages: [String]

  public init(path: String, name: String, version: String, stages: [String]) {
    self.path = path
    self.name = name
    self.version = version
    self.stages = stages
  }
}

/// What one module brings.
public struct LoadedStages: Sendable {
  public var module: LoadedModule
  public var stages: [StageRegistry.Stage]
  public var trainers: [StageRegistry.Trainer] = []

  init(_ module: LoadedModule, entries: [Registrar.Entry], trainers: [Registrar.Trainer]) {
    self.module = module
    stages = entries.map { StageRegistry.Stage($0, of: module) }
    self.trainers = trainers.map { StageRegistry.Trainer(entry: $0, module: module) }
  }

  init(_ module: LoadedModule, stages: [StageRegistry.Stage]) { (self.module, self.stages) = (module, stages) }
}
