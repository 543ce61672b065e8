import ArgumentParser
import KZPipeHost

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests that configurations hold.",
    discussion: """
      A test stands under "tests" and has an input (a path relative to the configuration, or text or html in place) and
      what is expected: members of the article record, or the code with which the document fails.

        tests:
          - name: the headline is found
            input: pages/first-page.html
            expect:
              headline: Village library lends out telescopes
              authors: [{name: Dana Example}]
              body_count: 3
              text_contains: twelve were gone
          - text: ""
            dead_letter: no_article

      A map matches when its members do, a list when its elements are found in that order. NAME_count is the length of a
      list, a number or a range such as {at_least: 2, at_most: 5}; NAME_contains and NAME_matches are a text and a regular
      expression to be found in a text. --update writes what was found in place of single values that differ and leaves
      the rest of the file, comments included, as it is.

      The exit code is 0 when all tests pass, 1 when one fails and 2 when a configuration cannot be used.

      EXAMPLES:
        kzpipe test
        kzpipe test configs/*.yaml
        kzpipe test pipeline.yaml --update
      """)

  @OptionGroup var configs: ConfigFiles

  @Flag(help: "Rewrite the expected values that differ.")
  var update = false

  func run() async throws {
    let surroundings = try Process.surroundings()
    var (passed, failed) = (0, 0)
    var isUnusable = false
    for file in configs.all {
      do {
        var outcomes = try await Self.outcomes(of: file, in: surroundings)
        if update {
          let written = try ConfigTester.update(file, outcomes)
          if written > 0 {
            Console.output("\(file): \(NumberText.count(written, "value")) updated")
            outcomes = try await Self.outcomes(of: file, in: surroundings)
          }
        }
        for outcome in outcomes {
          Console.output("\(outcome.faults.isEmpty ? "pass" : "FAIL")  \(file): \(outcome.test.name)")
          for fault in outcome.faults { Console.output("  " + fault) }
        }
        passed += outcomes.count { $0.faults.isEmpty }
        failed += outcomes.count { !$0.faults.isEmpty }
      } catch let problems as Diagnostics {
        isUnusable = true
        Console.report(problems.sorted)
      } catch let problem as Diagnostic {
        isUnusable = true
        Console.report([problem])
      }
    }
    Console.output("\(NumberText.count(passed + failed, "test")): \(passed) passed, \(failed) failed")
    if isUnusable { throw Exit.unusable }
    if failed > 0 { throw Exit.someFailed }
  }

  private static func outcomes(
    of file: String, in surroundings: Setup.Surroundings
  ) async throws(Diagnostics) -> [ConfigTester.Outcome] {
    let setup = try Setup(file: file, in: surroundings)
    let tester = ConfigTester(setup, in: surroundings)
    var outcomes: [ConfigTester.Outcome] = []
    for test in setup.config.tests { outcomes.append(await tester.run(test)) }
    return outcomes
  }
}
