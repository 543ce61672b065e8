public import KZPipeKit

/// Trains a model and holds it against the shipped one on articles that neither has been trained on here.
public struct Training: Sendable {
  /// What came of it.
  public struct Outcome: Sendable {
    /// Contents of the model file, made of all articles.
    public var model: [UInt8]
    public var articles: Int
    public var heldOut: Int
    /// The stage as it is without the new model, on the articles held out.
    public var before: [ModelScore]
    /// With a model that was trained without them.
    public var after: [ModelScore]
  }

  /// Fewest articles that can be parted into two useful heaps.
  public static let fewestArticles = 10

  private let trainer: any ModelTrainer
  private let spec: TrainerSpec

  /// - Parameter values: options as they were written on the command line
  public init(
    _ trainer: StageRegistry.Trainer, options overrides: [ConfigOverride], in surroundings: Setup.Surroundings
  ) throws(Diagnostics) {
    spec = trainer.spec
    let options = try Self.options(overrides, of: spec)
    let name = spec.name
    let context = StageContext(
      runTime: surroundings.runTime, version: surroundings.version,
      moduleDirectory: FilePath.directory(of: trainer.module.path),
      warn: { surroundings.log.of(stage: name).tell(.warning, .stageWarning, $0) })
    do { self.trainer = try trainer.entry.make(options, context) } catch { throw Diagnostics([Self.failed(error)]) }
  }

  public func run(
    on articles: [Article], report: @Sendable (String) -> Void
  ) async throws(Diagnostic) -> Outcome {
    guard articles.count >= Self.fewestArticles else {
      throw Diagnostic(
        .notTrained, "\(articles.count) articles are too few to train on and to judge by",
        notes: ["give at least \(Self.fewestArticles); a few hundred are worth the while"])
    }
    let (kept, heldOut) = Self.parted(articles)
    report("training on \(kept.count) articles, judging by \(heldOut.count)")
    do {
      let model = try trainer.train(on: kept, report: report)
      let before = try await trainer.evaluate(nil, on: heldOut)
      let after = try await trainer.evaluate(model, on: heldOut)
      report("training on all \(articles.count) articles")
      let whole = try trainer.train(on: articles, report: report)
      return Outcome(
        model: whole, articles: articles.count, heldOut: heldOut.count, before: before, after: after)
    } catch {
      throw Self.failed(error)
    }
  }

  /// A fifth of the articles, drawn by what they say, and the others: the same articles are parted alike in any order and
  /// two copies of one stay together.
  static func parted(_ articles: [Article]) -> (kept: [Article], heldOut: [Article]) {
    let keys = articles.map { article in
      (article.text + (article.headline ?? "")).utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
        ($0 ^ UInt64($1)) &* 0x100_0000_01B3
      }
    }
    // The last bits of FNV-1a depend on few bits of the text; the middle ones on all.
    let order = articles.indices.sorted { (keys[$0] >> 20, $0) < (keys[$1] >> 20, $1) }
    var border = (articles.count + 4) / 5
    while border < order.count - 1, keys[order[border]] == keys[order[border - 1]] { border += 1 }
    let chosen = Set(order[..<border])
    return (
      articles.indices.filter { !chosen.contains($0) }.map { articles[$0] },
      articles.indices.filter { chosen.contains($0) }.map { articles[$0] }
    )
  }

  private static func options(_ overrides: [ConfigOverride], of spec: TrainerSpec) throws(Diagnostics) -> Options {
    var node = ConfigNode(.map([]), at: Place("--set"))
    do { for override in overrides { try override.apply(to: &node) } } catch { throw Diagnostics([error]) }
    var reporter = OptionReporter(subject: .stage(spec.name), directory: ".")
    let values = reporter.check(node, fields: spec.options, at: Place("--set"))
    guard !reporter.problems.contains(where: \.isError) else { throw Diagnostics(reporter.problems) }
    // The same values have just been checked.
    do { return try Options(values, for: spec) } catch { throw Diagnostics([]) }
  }

  private static func failed(_ error: StageError) -> Diagnostic {
    Diagnostic(
      .notTrained, error.message, notes: [error.place.map { "at \($0)" }, error.advice].compactMap { $0 })
  }
}
