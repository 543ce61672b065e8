/// Makes a model file of articles that people have corrected. A stage takes the file by one of its options.
///
/// The host reads the articles, keeps a part of them aside, has a model trained on the others, and has both models judged
/// on what was kept aside. A trainer is made once a training and called from one task.
public protocol ModelTrainer: Sendable {
  static var spec: TrainerSpec { get }

  /// - Throws: `StageError`, as a stage's `init`
  init(options: Options, context: StageContext) throws(StageError)

  /// Contents of a model file. The same articles in the same order give the same bytes.
  /// - Parameter report: takes lines for the operator, never a document's text
  /// - Throws: `StageError.Code.tooFewExamples` when the articles do not show what is to be learnt
  func train(on articles: [Article], report: (String) -> Void) throws(StageError) -> [UInt8]

  /// What the stage finds with a model, held against what people have marked in `articles`.
  /// - Parameter model: contents of a model file; `nil` for the stage as it is without one
  func evaluate(_ model: [UInt8]?, on articles: [Article]) async throws(StageError) -> [ModelScore]
}

/// What a trainer is: its name, the stage that uses its models, and its options.
public struct TrainerSpec: Sendable, Hashable {
  /// snake_case; what `kzpipe train` is called with.
  public var name: String
  /// One sentence.
  public var summary: String
  /// How a pipeline uses the file: `entities: {models: {en: FILE}}`, with FILE for its path.
  public var usage: String
  public var options: [OptionSpec]

  public init(_ name: String, summary: String, usage: String, options: [OptionSpec] = []) {
    self.name = name
    self.summary = summary
    self.usage = usage
    self.options = options
  }
}

/// How often a model was right about one kind of thing.
public struct ModelScore: Sendable, Hashable {
  public var name: String
  public var right: Int
  /// What the model gave, right or wrong.
  public var given: Int
  /// What people have marked.
  public var wanted: Int

  public init(_ name: String, right: Int = 0, given: Int = 0, wanted: Int = 0) {
    self.name = name
    self.right = right
    self.given = given
    self.wanted = wanted
  }

  /// 0...1; 0 when nothing was given.
  public var precision: Double { given > 0 ? Double(right) / Double(given) : 0 }
  /// 0...1; 0 when nothing was wanted.
  public var recall: Double { wanted > 0 ? Double(right) / Double(wanted) : 0 }
  /// Harmonic mean of precision and recall, 0...1.
  public var f1: Double { given + wanted > 0 ? 2 * Double(right) / Double(given + wanted) : 0 }
}
