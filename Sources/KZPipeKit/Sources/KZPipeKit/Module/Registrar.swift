/// Collects the stages of modules. A value, so that a test can have one of its own.
public struct Registrar: Sendable {
  /// A stage that can be made.
  public struct Entry: Sendable {
    public let spec: StageSpec
    public let make: @Sendable (Options, StageContext) throws(StageError) -> any Stage
  }

  /// In the order of registration; the host judges names that are claimed twice.
  public private(set) var entries: [Entry] = []

  public init() {}

  public mutating func add<S: Stage>(_ stage: S.Type) {
    entries.append(
      Entry(spec: S.spec) { (options: Options, context: StageContext) throws(StageError) -> any Stage in
        try S(options: options, context: context)
      })
  }
}
