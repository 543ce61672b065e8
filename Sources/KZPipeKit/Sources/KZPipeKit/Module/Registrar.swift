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

/// Finds the data files that SwiftPM copies beside a module's shared object (`Package_Target.resources`).
public struct ModuleResources: Sendable {
  /// Directory of the data files.
  public let directory: String

  /// - Parameters:
  ///   - package: name of the module's package
  ///   - target: name of the target that declares the resources
  public init(package: String, target: String, context: StageContext) {
    directory = context.moduleDirectory + "/" + package + "_" + target + ".resources"
  }

  public func path(_ name: String) -> String { directory + "/" + name }
}
