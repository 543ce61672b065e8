/// The options of one stage, checked against its spec.
public struct Options: Sendable, Hashable {
  public let values: [String: OptionValue]

  /// Checks `values` against `spec`; throws the first error.
  public init(_ values: [String: OptionValue] = [:], for spec: StageSpec) throws(OptionProblem) {
    if let problem = spec.problems(with: values).first(where: { !$0.isWarning }) { throw problem }
    self.values = values
  }

  /// Checks `values` against the options of a trainer; throws the first error.
  public init(_ values: [String: OptionValue] = [:], for spec: TrainerSpec) throws(OptionProblem) {
    try self.init(values, for: StageSpec(spec.name, kind: .enrich, summary: spec.summary, options: spec.options))
  }

  /// The written value, else the default. A value that does not fit cannot get here; it would read as the default.
  public subscript<Value>(_ option: Option<Value>) -> Value {
    if let written = values[option.spec.name], let value = Value(option: written) { return value }
    if let fallback = option.fallback { return fallback }
    preconditionFailure("option \(option.spec.name) is not part of the stage's spec")
  }
}
