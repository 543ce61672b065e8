/// Collects the stages of modules, and what trains their models. A value, so that a test can have one of its own.
public struct Registrar: Sendable {
  /// A stage that can be made.
  public struct Entry: Sendable {
    public let spec: StageSpec
    public let make: @Sendable (Options, StageContext) throws(StageError) -> any Stage
  }

  /// A trainer that can be made.
  public struct Trainer: Sendable {
    public let spec: TrainerSpec
    public let make: @Sendable (Options, StageContext) throws(StageError) -> any ModelTrainer
  }

  /// In the order of registration; the host judges names that are claimed twice.
  public private(set) var entries: [Entry] = []
  public private(set) var trainers: [Trainer] = []

  public init() {}

  public mutating func add<S: Stage>(_ stage: S.Type) {
    entries.append(
      Entry(spec: S.spec) { (options: Options, context: StageContext) throws(StageError) -> any Stage in
        try S(options: options, context: context)
      })
  }

  public mutating func add<T: ModelTrainer>(_ trainer: T.Type) {
    trainers.append(
      Trainer(spec: T.spec) { (options: Options, context: StageContext) throws(StageError) -> any ModelTrainer in
        try T(options: options, context: context)
      })
  }
}
