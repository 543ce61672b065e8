import Foundation
import Testing

/// The built executable, seen from outside: exit codes, what goes where, and what it says.
@Suite struct CommandLineTests {
  @Test func helpAndVersionSucceedOnStandardOutput() throws {
    let version = try Kzpipe.run(["--version"])
    #expect(version.status == 0 && version.output == "kzpipe 0.1.0\n" && version.errors == "")
    let help = try Kzpipe.run(["--help"])
    #expect(help.status == 0 && help.output.contains("EXAMPLES") && !help.output.contains("probe-modules"))
    for command in ["run", "lint", "stages", "plugins", "init"] {
      let page = try Kzpipe.run([command, "--help"])
      #expect(page.status == 0 && page.output.contains("EXAMPLES"), "\(command)")
    }
  }

  @Test(arguments: [
    (["rnu"], "Did you mean \"kzpipe run\"?"), (["frobnicate"], "Commands: run, lint, stages, plugins, init"),
    (["run", "--job", "1"], "Did you mean '--jobs'?"),
    (["run", "--jobs", "many"], "The value 'many' is invalid for '--jobs"),
    (["run", "--jobs", "0"], "--jobs has to be a number from 1 to 1024."),
    (["help", "rn"], "Did you mean \"kzpipe run\"?"),
    (["help", "frobnicate"], "Commands: run, lint"),
    (["run", "--summary", "xml"], "xml"),
  ])
  func badUsageEndsWithTwo(_ arguments: [String], says: String) throws {
    let result = try Kzpipe.run(arguments)
    #expect(result.status == 2 && result.errors.contains(says) && result.output == "", "\(result.errors)")
  }

  @Test func aMissingConfigurationIsNamed() throws {
    let result = try Kzpipe.run(["run", "-c", "no/such.yaml"])
    #expect(result.status == 2)
    #expect(
      result.errors
        == "no/such.yaml: error[KZ0102]: cannot read the configuration: no such file or directory\n  kzpipe init writes a first one\n  see docs/reference/diagnostics.md#kz0102\n"
    )
  }

  @Test func lintPrintsOneLineEachAndEndsWithTwo() throws {
    let scratch = try Scratch()
    let bad = try scratch.write("bad.yaml", Kzpipe.echoPipeline.replacing("echo_files", with: "echo_fles"))
    let good = try scratch.write("good.yaml", Kzpipe.echoPipeline)
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let result = try Kzpipe.run(["lint", bad, good], environment: environment)
    #expect(result.status == 2)
    #expect(
      result.output.hasPrefix(
        "\(bad):6:12: error[KZ0201]: unknown export stage \"echo_fles\" (did you mean \"echo_files\"?)\n"))
    #expect(!result.output.contains("good.yaml"))
    #expect(try Kzpipe.run(["lint", good], environment: environment).status == 0)
  }

  @Test func pipelineIsTheConfigurationUnlessOneIsNamed() throws {
    let scratch = try Scratch()
    for command in ["lint", "test"] {
      let missing = try Kzpipe.shell("cd \"$1\" && exec \"$0\" \(command)", [scratch.path])
      #expect(missing.status == 2 && (missing.output + missing.errors).contains("pipeline.yaml: error[KZ0102]"))
    }
  }

  @Test func aConfigurationIsTakenAsArgumentAndBehindC() throws {
    let scratch = try Scratch()
    let file = try scratch.write("p/pipeline.yaml", Kzpipe.echoPipeline)
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    for command in ["lint", "test", "graph"] {
      for arguments in [[file], ["-c", file]] {
        let result = try Kzpipe.run([command] + arguments, environment: environment)
        #expect(result.status == 0, "\(command) \(arguments): \(result.errors)")
      }
    }
    let directory = try Kzpipe.run(["run", "-c", scratch.path + "/p"])
    #expect(directory.status == 2 && directory.errors.contains("name the file in it: \(file)\n"), "\(directory.errors)")
  }

  @Test func codesAreExplained() throws {
    let known = try Kzpipe.run(["lint", "--explain", "kz0103"])
    #expect(known.status == 0 && known.output.hasPrefix("KZ0103: unknown option\n\n"))
    let unknown = try Kzpipe.run(["lint", "--explain", "KZ0999"])
    #expect(unknown.status == 2 && unknown.errors.contains("there is no code \"KZ0999\""))
    #expect(try Kzpipe.run(["lint", "--explain", "KZ0103", "a.yaml"]).status == 2)
  }

  @Test func dryRunFindsWhatARunFindsAndWritesNothing() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Headline\n")
    let good = try scratch.write("good.yaml", Kzpipe.echoPipeline)
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let dry = try Kzpipe.run(["run", "-c", good, "--dry-run"], environment: environment)
    #expect(dry.status == 0 && dry.errors.contains("1 document would be read."), "\(dry.errors)")
    #expect(try scratch.files() == ["good.yaml", "in/a.txt"])
    let bad = try scratch.write("bad.yaml", Kzpipe.echoPipeline.replacing("echo_lines", with: "echo_line"))
    let lint = try Kzpipe.run(["lint", bad], environment: environment)
    for arguments in [["run", "-c", bad, "--dry-run"], ["run", "-c", bad]] {
      let result = try Kzpipe.run(arguments, environment: environment)
      #expect(result.status == 2 && result.errors == lint.output)
    }
  }

  @Test func stagesAreListedAndShown() throws {
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let list = try Kzpipe.run(["stages"], environment: environment)
    #expect(list.status == 0 && list.output.contains("echo_shout"))
    let page = try Kzpipe.run(["stages", "echo_files"], environment: environment)
    #expect(page.output.contains("path: a string, default \"{slug}.txt\"") && page.output.contains("- echo_files"))
    let typo = try Kzpipe.run(["stages", "echo_file"], environment: environment)
    #expect(typo.status == 2 && typo.errors.contains("unknown stage \"echo_file\" (did you mean \"echo_files\"?)"))
  }

  @Test func initWritesWhatRunsAndOverwritesNothing() throws {
    let scratch = try Scratch()
    let made = try Kzpipe.run(["init", scratch.path + "/first"])
    #expect(made.status == 0 && made.output.contains("next: kzpipe run -c \(scratch.path)/first/pipeline.yaml"))
    let run = try Kzpipe.run(["run", "-c", scratch.path + "/first/pipeline.yaml"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.files("first/out/newsml_g2").contains("first-page.xml"))
    let record = try scratch.text("first/out/article_json/articles.jsonl")
    #expect(record.contains("Village library lends out telescopes"))
    let again = try Kzpipe.run(["init", scratch.path + "/first"])
    #expect(again.status == 2 && again.errors.contains("error[KZ0412]: the file exists and is left as it is"))
  }
}
