import ArgumentParser
import Glibc
import KZPipeHost

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented pipeline and a page to run it on.",
    discussion: """
      Nothing that exists is overwritten.

      EXAMPLES:
        kzpipe init my-pipeline
        kzpipe run -c my-pipeline/pipeline.yaml
      """)

  @Argument(help: ArgumentHelp("Directory to write into; it is made when missing.", valueName: "directory"))
  var directory = "."

  func run() throws {
    let files = [("pipeline.yaml", Starter.pipeline), ("pages/first-page.html", Starter.page)].map { name, text in
      (path: FilePath.resolve(name, in: directory), text: text)
    }
    let existing = files.filter { access($0.path, F_OK) == 0 }
    guard existing.isEmpty else {
      Console.report(
        existing.map {
          Diagnostic(
            .fileExists, "the file exists and is left as it is", at: Place($0.path),
            notes: ["name another directory: kzpipe init DIRECTORY"])
        })
      throw Exit.unusable
    }
    for file in files {
      do {
        try FileWriter.write(Array(file.text.utf8), to: file.path)
      } catch {
        Console.report([error.diagnostic])
        throw Exit.unusable
      }
      Console.output("wrote \(file.path)")
    }
    Console.output("next: kzpipe run -c \(files[0].path)")
  }
}
