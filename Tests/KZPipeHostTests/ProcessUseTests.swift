import Testing

@testable import KZPipeHost

/// What a configuration may say of processes, and what it is told when it says it wrongly.
@Suite struct ProcessUseTests {
  static func problems(_ enrich: String) throws -> [String] {
    let text =
      "kzpipe: 1\npipeline:\n  clean: [lines]\n  parse: [first_line]\n  enrich:\n    - \(enrich)\n  export: [files]\n"
    let (config, problems) = try ConfigLoader.load(Array(text.utf8), file: "p.yaml", environment: ["SECRET": "hunter2"])
    do {
      let setup = try Setup(
        config: config, registry: TestStages.registry(), problems: problems, in: TestStages.surroundings)
      return setup.warnings.map(DiagnosticRenderer.text)
    } catch {
      return error.sorted.map(DiagnosticRenderer.text)
    }
  }

  @Test(arguments: [
    "a: {exec: [sh, -c, exit], writes: [keywords]}",
    "a: {exec: [/bin/sh], writes: [keywords], protocol: json_lines, reads: [headline], options: {deep: {list: [1, a, null]}}}",
    "names: {isolate: process, minimum: 2}", "names: {isolate: process, process: {count: 2, seconds: 0.5}}",
  ]) func whatIsRightIsTaken(_ enrich: String) throws { #expect(try Self.problems(enrich) == []) }

  @Test(arguments: [
    (
      "a: {exec: [no-such-program], writes: [keywords]}",
      "p.yaml:6:18: error[KZ0314]: the command \"no-such-program\" of the stage \"a\" is not there"
    ),
    (
      "a: {exec: [./gone.sh], writes: [keywords]}",
      "p.yaml:6:18: error[KZ0314]: the command \"./gone.sh\" of the stage \"a\" is not there"
    ),
    (
      "a: {exec: [/etc/passwd], writes: [keywords]}",
      "p.yaml:6:18: error[KZ0314]: the command \"/etc/passwd\" of the stage \"a\" may not be executed"
    ),
    (
      "a: {exec: [\"${SECRET}\"], writes: [keywords]}",
      "p.yaml:6:18: error[KZ0314]: the command \"${SECRET}\" of the stage \"a\" is not there"
    ),
    ("a: {exec: [], writes: [keywords]}", "p.yaml:6:17: error[KZ0106]: the command of the stage \"a\" is empty"),
    (
      "a: {exec: sh, writes: [keywords]}",
      "p.yaml:6:17: error[KZ0105]: option \"exec\" of stage a has to be a list, each a string, not \"sh\""
    ),
    ("a: {exec: [sh]}", "p.yaml:6:7: error[KZ0106]: missing option \"writes\" of stage a"),
    (
      "a: {exec: [sh], writes: [keywords], secnds: 1}",
      "p.yaml:6:43: error[KZ0103]: unknown option \"secnds\" of stage a"
    ),
    (
      "a: {exec: [sh], writes: [keywords], process: {second: 1}}",
      "p.yaml:6:53: error[KZ0103]: unknown option \"second\" in \"process\" of stage a (did you mean \"seconds\"?)"
    ),
    (
      "a: {exec: [sh], writes: [keywords], protocol: xml}",
      "p.yaml:6:53: error[KZ0108]: option \"protocol\" of stage a has to be one of frames, json_lines, not \"xml\""
    ),
    (
      "names: {exec: [sh], writes: [keywords]}",
      "p.yaml:6:7: error[KZ0310]: the stage \"names\" is a command here and comes from the module /modules/libTestPlugin.so"
    ),
    (
      "names: {isolate: thread}",
      "p.yaml:6:24: error[KZ0108]: option \"isolate\" of stage names has to be one of process, not \"thread\""
    ),
    (
      "names: {process: {count: 2}}",
      "p.yaml:6:15: error[KZ0103]: \"process\" stands at the stage \"names\", which runs in no process of its own"
    ),
    ("nmes: {isolate: process}", "p.yaml:6:7: error[KZ0201]: unknown enrich stage \"nmes\" (did you mean \"names\"?)"),
  ])
  func whatIsWrongIsToldWithItsPlace(_ enrich: String, first: String) throws {
    let found = try Self.problems(enrich)
    #expect(found.first?.split(separator: "\n").first.map(String.init) == first)
    #expect(found.count == 1 && !found[0].contains("hunter2"))
  }
}
