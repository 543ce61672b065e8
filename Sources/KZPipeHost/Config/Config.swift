public import KZPipeKit

/// A configuration whose own keys are checked; its stages are checked against a registry by `PipelineCheck`.
public struct Config: Sendable {
  /// A value with the place where it is written.
  public struct Located<Value: Sendable>: Sendable {
    public var value: Value
    public var place: Place

    public init(value: Value, place: Place) {
      self.value = value
      self.place = place
    }
  }

  /// One entry of a list of stages.
  public struct StageUse: Sendable {
    public var kind: StageKind
    public var name: String
    public var place: Place
    /// The options as written; `nil` when there are none.
    public var options: ConfigNode?
  }

  public struct Limits: Sendable, Hashable {
    /// Seconds for one document.
    public var documentSeconds: Double
    /// Bytes of one document, also after inflating.
    public var documentBytes: Int
    /// Documents in memory at a time.
    public var inFlight: Int
    /// Bytes of documents in memory at a time; one document may always go.
    public var inFlightBytes: Int
    /// Bytes of all outputs of one document.
    public var outputBytes: Int

    public init(
      documentSeconds: Double = 10, documentBytes: Int = 33_554_432, inFlight: Int = 64,
      inFlightBytes: Int = 67_108_864, outputBytes: Int = 268_435_456
    ) {
      self.inFlightBytes = inFlightBytes
      self.outputBytes = outputBytes
      self.documentSeconds = documentSeconds
      self.documentBytes = documentBytes
      self.inFlight = inFlight
    }
  }

  public struct DeadLetterLimits: Sendable, Hashable {
    /// Bytes of all letters together.
    public var totalBytes: Int
    /// Days after which a letter is removed; `nil` for never.
    public var ageDays: Int?

    public init(totalBytes: Int = 4_294_967_296, ageDays: Int? = nil) {
      self.totalBytes = totalBytes
      self.ageDays = ageDays
    }
  }

  /// Path of the file as given.
  public var file: String
  /// Directory of the file; relative paths count from here.
  public var directory: String
  public var inputPaths: [Located<String>]
  public var pluginPaths: [Located<String>]
  public var stages: [StageUse]
  /// Place of the `pipeline` key; `nil` when it is missing.
  public var pipelinePlace: Place?
  public var outputDirectory: String
  /// `nil` when outputs are not packed.
  public var packing: Packing?
  /// `nil` when the file does not name one.
  public var deadLetterDirectory: String?
  public var deadLetterLimits = DeadLetterLimits()
  public var noArticle: NoArticle
  public var limits: Limits
  /// What stands under `tests` of the file itself; files that it extends keep theirs.
  public var tests: [ConfigTest] = []
  /// SHA-256 over everything that decides what becomes of a document, 64 hexadecimal digits.
  public var sha256: String
}
