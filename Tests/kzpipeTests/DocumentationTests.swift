import Foundation
import KZPipeJSON
import Testing

/// The documentation says what the code does.
@Suite struct DocumentationTests {
  @Test func theReferencePagesAreCurrent() throws {
    let scratch = try Scratch()
    let printed = try Kzpipe.run(["print-reference", scratch.path])
    #expect(printed.status == 0 && printed.errors == "", "\(printed.errors)")
    let folder = Kzpipe.root.appendingPathComponent("docs/reference")
    let names = try scratch.files()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == names)
    for name in names {
      let page = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      #expect(
        page == (try scratch.text(name)), "docs/reference/\(name) is not what the code prints: run `make docs`")
    }
  }

  @Test func everyCommandHasExamples() throws {
    let description = try JSONValue.parse(Array(try Kzpipe.run(["--experimental-dump-help"]).output.utf8))
    func check(_ command: JSONValue, _ path: String) {
      guard command["shouldDisplay"]?.bool ?? true, command["commandName"] != "help" else { return }
      let name = path + (command["commandName"]?.string ?? "")
      #expect(command["discussion"]?.string?.contains("EXAMPLES:\n") == true, "\(name) --help has no examples")
      for argument in command["arguments"]?.elements ?? [] where argument["shouldDisplay"]?.bool ?? true {
        #expect(argument["abstract"]?.string?.isEmpty == false, "\(name): \(argument["valueName"]?.string ?? "")")
      }
      for inner in command["subcommands"]?.elements ?? [] { check(inner, name + " ") }
    }
    check(try #require(description["command"]), "")
  }

  @Test func manualPagesAndCompletionsAreMade() throws {
    let scratch = try Scratch()
    #expect(try Kzpipe.run(["print-reference", "--manual", scratch.path]).status == 0)
    let names = try scratch.files()
    #expect(names.contains("kzpipe.1") && names.contains("kzpipe-run.1") && !names.contains("kzpipe-probe-modules.1"))
    let page = try scratch.text("kzpipe-run.1")
    for part in [
      ".TH KZPIPE\\-RUN 1", ".SH SYNOPSIS\nkzpipe run [\\-\\-config <file>] [<input> ...]",
      ".TP\n\\fB\\-c, \\-\\-config <file>\\fR\nThe pipeline's configuration. (default: pipeline.yaml)",
      ".SH EXAMPLES\n.nf\n", ".SH SEE ALSO\n\\fBkzpipe\\fR(1)",
    ] { #expect(page.contains(part), "\(part)") }
    for (shell, mark) in [("bash", "complete "), ("zsh", "#compdef kzpipe"), ("fish", "complete -c 'kzpipe'")] {
      let script = try Kzpipe.run(["--generate-completion-script", shell])
      #expect(script.status == 0 && script.output.contains(mark) && script.output.contains("explain"), "\(shell)")
    }
  }

  @Test func everyBlockOfYAMLIsGood() throws {
    let scratch = try Scratch()
    let whole = try scratch.write(
      "whole.yaml", "kzpipe: 1\npipeline: {clean: [html_article], parse: [news_article], export: [article_json]}\n")
    try scratch.write("base.yaml", "extends: whole.yaml\n")
    try scratch.write("pipeline.yaml", "extends: whole.yaml\n")
    try scratch.write("gazetteers/villages.tsv", "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames\n")
    try scratch.write("archive.yaml", "limits: {in_flight: 8}\n")
    let made = try Kzpipe.shell(
      "cd \"$1\" && \"$0\" plugin new shout --kind enrich --language python", [scratch.path])
    #expect(made.status == 0, "\(made.errors)")
    var files: [String] = []
    for page in try MarkdownBlock.pages() {
      for block in try MarkdownBlock.all(in: page) where block.language == "yaml" {
        // A module that the tutorial builds on its way: its own test runs the block.
        if block.text.contains("/.build/") { continue }
        // What is shown in part stands on a whole pipeline.
        let isWhole = block.text.contains("kzpipe:") || block.text.contains("extends:")
        let text = isWhole ? block.text : "extends: \(whole)\n" + block.text
        let name = "\(page.lastPathComponent)-\(block.line).yaml"
        files.append(try scratch.write(name, text))
      }
    }
    #expect(files.count >= 5)
    let result = try Kzpipe.run(["lint"] + files)
    #expect(result.status == 0 && result.output == "", "\(result.output)")
  }
}

/// A fenced block of a Markdown page.
struct MarkdownBlock {
  var language: String
  /// What stands behind the language: `title=p.yaml`.
  var remark: String
  /// Line of the page on which the block's text begins, from 1.
  var line: Int
  var text: String

  /// The pages of the repository that its own people write.
  static func pages() throws -> [URL] {
    let manager = FileManager.default
    var pages = [Kzpipe.root.appendingPathComponent("README.md")]
    for folder in ["docs", "Plugins"] {
      let names = try manager.subpathsOfDirectory(atPath: Kzpipe.root.appendingPathComponent(folder).path)
      for name in names.sorted()
      where name.hasSuffix(".md") && !name.contains(".build") && !name.hasPrefix("reference/") {
        pages.append(Kzpipe.root.appendingPathComponent("\(folder)/\(name)"))
      }
    }
    return pages
  }

  static func all(in page: URL) throws -> [MarkdownBlock] {
    let text = try String(contentsOf: page, encoding: .utf8)
    var blocks: [MarkdownBlock] = []
    var open: MarkdownBlock?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if var block = open {
        if line == "```" {
          blocks.append(block)
          open = nil
        } else {
          block.text += line + "\n"
          open = block
        }
      } else if line.hasPrefix("```"), line.count > 3 {
        let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
        open = MarkdownBlock(
          language: words.first ?? "", remark: words.dropFirst().first ?? "", line: index + 2, text: "")
      } else if line == "```" {
        open = MarkdownBlock(language: "", remark: "", line: index + 2, text: "")
      }
    }
    return blocks
  }
}
