import KZPipeKit

/// Runs one stage through everything that a stage has to stand.
///
///     let findings = await Conformance(MyStage.self, context: context).findings()
///     #expect(findings.isEmpty, "\(findings)")
public struct Conformance: Sendable {
  /// What was checked.
  public enum Check: String, Sendable, CaseIterable {
    /// Names, summaries, defaults and examples of the spec are complete and fit each other.
    case spec
    /// The stage can be made with its defaults (required options take their examples).
    case construction
    /// A document without anything in it gives a result or a `StageError`.
    case empty
    /// Megabytes in one line, a hundred thousand tags, a hundred thousand short lines.
    case huge
    /// Broken UTF-8, NUL bytes, binary data, byte order marks, odd scalars.
    case broken
    /// A cancelled task ends with a result or `StageError`.
    case cancelled
    /// The same document gives the same result again, also after another document.
    case repeated
    /// The same document gives the same result in eight tasks at a time.
    case concurrent
    /// Only declared fields change, only declared ones have a say in the result; offsets fit, text stays as it was, file
    /// names stay inside.
    case declared
  }

  /// One thing that is wrong.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    public var check: Check
    public var message: String

    public var description: String { "\(check.rawValue): \(message)" }
  }

  private let spec: StageSpec
  private let maker: Maker
  private let context: StageContext
  private let options: [String: OptionValue]

  /// - Parameter options: written options; required ones that are missing take their examples.
  public init(_ stage: (some Stage).Type, context: StageContext, options: [String: OptionValue] = [:]) {
    var registrar = Registrar()
    registrar.add(stage)
    self.init(registrar.entries[0], context: context, options: options)
  }

  public init(_ entry: Registrar.Entry, context: StageContext, options: [String: OptionValue] = [:]) {
    self.init(entry.spec, context: context, options: options, make: entry.make)
  }

  /// A stage that is not made by its type, for example one that is a process of its own.
  public init(
    _ spec: StageSpec, context: StageContext, options: [String: OptionValue] = [:], make: @escaping Maker
  ) {
    self.spec = spec
    self.context = context
    self.options = options
    maker = make
  }

  /// Makes a stage of checked options.
  public typealias Maker = @Sendable (Options, StageContext) throws(StageError) -> any Stage

  /// Everything that is wrong, in the order of the checks; empty for a stage that conforms.
  public func findings() async -> [Finding] {
    var found = SpecCheck(spec: spec).findings()
    let stage: any Stage
    do {
      stage = try make()
    } catch let error as StageError {
      return found + [Finding(check: .construction, message: error.description)]
    } catch {
      return found + [Finding(check: .construction, message: "\(error)")]
    }
    guard let exercise = Exercise(stage: stage, spec: spec) else {
      let message = "the stage says it is of kind \(spec.kind.rawValue), but does not implement its protocol"
      return found + [Finding(check: .construction, message: message)]
    }
    found += await exercise.findings()
    return found
  }

  private func make() throws -> any Stage {
    var values = options
    for option in spec.options where option.isRequired && values[option.name] == nil {
      values[option.name] = option.example
    }
    return try maker(try Options(values, for: spec), context)
  }
}
