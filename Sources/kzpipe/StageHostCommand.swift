import ArgumentParser
import KZPipeHost

/// One stage of a module, asked by frames; runs as a child for `isolate: process`.
struct StageHostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: StageServer.subcommand, abstract: "Answer for one stage of a module.", shouldDisplay: false)

  @Argument var module: String
  @Argument var stage: String

  func run() async throws {
    let stages: [StageRegistry.Stage]
    do { stages = try ModuleLoader.load(module).stages } catch {
      Console.report([error])
      throw Exit.unusable
    }
    guard let found = stages.first(where: { $0.spec.name == stage }) else {
      Console.error("kzpipe: the module has no stage \"\(stage)\"")
      throw Exit.unusable
    }
    if let fault = await StageServer(stage: found).serve() {
      Console.error("kzpipe: \(fault)")
      throw Exit.unusable
    }
  }
}
