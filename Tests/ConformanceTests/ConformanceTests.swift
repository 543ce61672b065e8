import KZPipeHost
import KZPipeKit
import KZPipeTesting
import Testing

/// Every stage of every module that was built stands the conformance suite.
@Suite struct ConformanceTests {
  static let registry = ModuleLoader.loadAll(
    ModuleSearch(executableDirectory: ModuleSearch.executableDirectory(), environment: [:])
  ).registry

  @Test func modulesWereFound() {
    #expect(Self.registry.refused.isEmpty)
    #expect(Self.registry.stages.count >= Self.registry.modules.count)
    #expect(Self.registry.modules.count >= 6)
  }

  @Test(arguments: registry.sorted.map(\.spec.name))
  func stageConforms(name: String) async throws {
    let stage = try #require(Self.registry.stages[name])
    let context = StageContext(
      runTime: PartialDate(secondsSinceEpoch: 1_790_000_000), version: "test",
      moduleDirectory: FilePath.directory(of: stage.module.path))
    let findings = await Conformance(stage.spec, context: context, make: stage.make).findings()
    #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
  }
}
