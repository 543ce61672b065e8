public import KZPipeKit

/// The stages and trainers that modules brought, by name. A value that can be cut down for a test.
public struct StageRegistry: Sendable {
  /// A stage and the module that brings it.
  public struct Stage: Sendable {
    public let entry: Registrar.Entry
    public let module: LoadedModule

    public var spec: StageSpec { entry.spec }
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
    _ module: LoadedModule, entries: [Registrar.Entry], trainers added: [Registrar.Trainer] = []
  ) {
    modules.append(module)
    for entry in added where trainers[entry.spec.name] == nil {
      trainers[entry.spec.name] = Trainer(entry: entry, module: module)
    }
    for entry in entries {
      let name = entry.spec.name
      if let other = stages[name] {
        conflicts[name] = Diagnostic(
          .stageClaimedTwice,
          "the stage \"\(name)\" is claimed by two modules: \(other.module.path) and \(module.path)",
          notes: ["remove one of them from the places that kzpipe searches; kzpipe plugins lists them"])
        stages[name] = nil
      } else if conflicts[name] == nil {
        stages[name] = Stage(entry: entry, module: module)
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
