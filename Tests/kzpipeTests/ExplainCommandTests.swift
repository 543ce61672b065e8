import Foundation
import Testing

/// `kzpipe explain`, seen from outside.
@Suite struct ExplainCommandTests {
  @Test func helpExplains() throws {
    let page = try Kzpipe.run(["explain", "--help"])
    #expect(page.status == 0 && page.output.contains("EXAMPLES") && page.output.contains("--html"))
  }

  @Test func itTellsWhatWouldHappenAndWritesNothing() throws {
    let scratch = try Scratch()
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline)
    let page = try scratch.write("in/a.txt", "Headline\nBody\n")
    let environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory()]
    let result = try Kzpipe.run(["explain", "-c", config, page], environment: environment)
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    for part in [
      "clean echo_lines", "2 of 2 blocks kept", "headline      Headline", "enrich echo_shout", "echo_files/a.txt",
    ] {
      #expect(result.output.contains(part), "\(part)")
    }
    #expect(!result.output.contains("\u{1B}"))
    #expect(try scratch.files() == ["in/a.txt", "p.yaml"])
    let none = try Kzpipe.run(["explain", "-c", config, "-"], environment: environment, input: "no article\n")
    #expect(none.status == 1 && none.output.contains("would go to the dead letter: echo_article: no_article"))
    let missing = try Kzpipe.run(["explain", "-c", config, "nothing.txt"], environment: environment)
    #expect(missing.status == 2 && missing.errors.contains("cannot read the input \"nothing.txt\""))
  }

  @Test func thePageOfASeedShowsWhatWasFound() throws {
    let scratch = try Scratch()
    let seeds = Kzpipe.root.appendingPathComponent("seeds").path
    let html = scratch.path + "/page.html"
    let result = try Kzpipe.run([
      "explain", "-c", seeds + "/pipeline.yaml", seeds + "/pages/en-night-train.html", "--html", html,
    ])
    #expect(result.status == 0 && result.output == "", "\(result.errors)")
    let page = try scratch.text("page.html")
    #expect(page.contains("<s>Terms of use Contact</s>") && page.contains("newsml_g2/en-night-train.xml"))
    #expect(page.contains("&lt;newsItem") && page.utf8.count < 1_000_000)
  }
}
