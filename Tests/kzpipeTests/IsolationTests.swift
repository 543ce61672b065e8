import Foundation
import Testing

/// `isolate: process`: the same stages, each in a process of its own.
@Suite struct IsolationTests {
  static func run(_ scratch: Scratch, _ config: String, output: String) throws -> Kzpipe.Result {
    try scratch.write("\(output).yaml", config)
    return try Kzpipe.run(
      ["run", "-c", "\(scratch.path)/\(output).yaml", "-o", "\(scratch.path)/\(output)", "--summary", "none"],
      environment: ["KZPIPE_PLUGIN_PATH": try EchoModule.directory(), "SOURCE_DATE_EPOCH": "1790000000"])
  }

  static func isolated(_ config: String, _ stages: [String]) -> String {
    stages.reduce(config) { $0.replacing($1, with: "\($1): {isolate: process}") }
  }

  @Test func theOutputIsTheSame() throws {
    let scratch = try Scratch()
    for number in 10..<50 { try scratch.write("in/\(number).txt", "Headline \(number)\nБірінші\nSecond\n") }
    try scratch.write("in/bad.txt", [0xFF, 0xFE, 0xFD])
    let isolated = Self.isolated(
      Kzpipe.echoPipeline, ["echo_lines", "echo_article", "echo_shout", "echo_files", "echo_records"])
    for (config, output) in [(Kzpipe.echoPipeline, "here"), (isolated, "apart")] {
      let run = try Self.run(scratch, config, output: output)
      #expect(run.status == 1 && run.errors.hasPrefix("kzpipe: warning: bad: "), "\(run.errors)")
    }
    let names = try scratch.files("here")
    let others = try scratch.files("apart")
    #expect(names == others)
    for file in try scratch.files("here") where !file.contains("bad.") {
      let texts = try ["here", "apart"].map { try scratch.text("\($0)/" + file) }
      #expect(texts[0] == texts[1], "\(file)")
    }
  }

  @Test func everySeedComesOutTheSame() throws {
    let scratch = try Scratch()
    let config = try String(
      contentsOf: Kzpipe.root.appendingPathComponent("seeds/pipeline.yaml"), encoding: .utf8
    ).replacing("paths: [pages]", with: "paths: [\(Kzpipe.root.path)/seeds/pages]")
    var isolated = config.replacing("- newsml_g2:", with: "- newsml_g2:\n        isolate: process")
    for stage in ["html_article", "text_article", "news_article", "entities", "names", "dates", "related"] {
      isolated.replace(stage, with: "\(stage): {isolate: process}", maxReplacements: 1)
    }
    for (config, output) in [(config, "here"), (isolated, "apart")] {
      let run = try Self.run(scratch, config, output: output)
      #expect(run.status == 0, "\(run.errors)")
    }
    let files = try scratch.files("here")
    let others = try scratch.files("apart")
    #expect(files.count > 20 && files == others)
    for file in files {
      let texts = try ["here", "apart"].map { try scratch.text("\($0)/" + file) }
      #expect(texts[0] == texts[1], "\(file)")
    }
  }

  @Test func aTrapCostsItsDocument() throws {
    let scratch = try Scratch()
    for number in 10..<30 { try scratch.write("in/\(number).txt", number == 17 ? "trap\n" : "Headline \(number)\n") }
    let fragile = Kzpipe.echoPipeline.replacing(
      "[echo_shout]", with: "[echo_shout: {is_fragile: true, isolate: process}]")
    let run = try Self.run(scratch, fragile, output: "out")
    #expect(run.status == 1, "\(run.errors)")
    let letters = try scratch.files("out/dead-letter")
    #expect(letters == ["17.json", "17.txt"])
    #expect(try scratch.text("out/dead-letter/17.json").contains("\"code\": \"process_ended\""))
    #expect(run.errors.contains("kzpipe: warning: echo_shout: the process ended (signal "))
    // Here it would have cost the run.
    let here = try Self.run(scratch, fragile.replacing(", isolate: process", with: ""), output: "here")
    #expect(here.status != 0 && here.status != 1)
  }

  @Test func whatIsWrongWithItsOptionsShowsBeforeAnythingRuns() throws {
    let scratch = try Scratch()
    let config = Kzpipe.echoPipeline.replacing("[echo_shout]", with: "[echo_shout: {isolate: process, is_loud: true}]")
    let run = try Self.run(scratch, config, output: "out")
    #expect(run.status == 2 && run.errors.contains("error[KZ0103]: unknown option \"is_loud\" of stage echo_shout"))
  }

  @Test func aChangedScriptDoesItsDocumentsAgain() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.txt", "Headline\n")
    func script(_ word: String) -> String {
      #"""
      #!/bin/sh
      while IFS= read -r line; do
        rest=${line#*\"seq\":}; seq=${rest%%,*}
        case $line in
        *'"type":"hello"'*) echo '{"type":"hello","protocol":1}';;
        *) echo "{\"type\":\"answer\",\"seq\":$seq,\"parts\":[{\"name\":\"output\",\"file\":\"a.txt\",\"text\":\"WORD\"}]}";;
        esac
      done
      """#.replacing("WORD", with: word)
    }
    let config = Kzpipe.echoPipeline.replacing(
      "[echo_files, echo_records]", with: "[own: {exec: [sh, own.sh], protocol: json_lines}]")
    for (word, expected) in [("first", "first"), ("second", "second")] {
      try scratch.write("own.sh", script(word))
      let run = try Self.run(scratch, config, output: "out")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try scratch.text("out/own/a.txt") == expected)
    }
  }
}
