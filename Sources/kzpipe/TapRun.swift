import Glibc
import KZPipeHost
import Logging

/// `run --tap STAGE`: documents as they leave a stage, on standard output.
enum TapRun {
  /// - Throws: `ExitCode`
  static func start(_ stage: String, _ setup: Setup, _ plan: InputPlan, limit: Int?, log: Logger) async throws {
    guard let tap = Tap(behind: stage, of: setup) else {
      let names = setup.pipeline.steps.map(\.name)
      log.report(
        Diagnostic(
          .unknownStage, "the pipeline has no stage \"\(stage)\"", suggestion: NearestName.of(stage, among: names),
          notes: ["stages: " + names.joined(separator: ", ")]))
      throw Exit.unusable
    }
    var plan = plan
    plan.excluded.insert(setup.config.outputDirectory)
    if let directory = setup.config.deadLetterDirectory { plan.excluded.insert(directory) }
    var missed = 0
    var number = 0
    for item in plan.items(limits: setup.config.limits).prefix(limit ?? .max) {
      switch await tap.run(item, number: number) {
      case .line(let bytes): guard Console.output(String(decoding: bytes, as: UTF8.self), end: "") else { return }
      case .missed(let reason):
        missed += 1
        log.tell(.warning, .documentFailed, reason)
      }
      number += 1
    }
    if missed > 0 { throw Exit.someFailed }
  }
}
