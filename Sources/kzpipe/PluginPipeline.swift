import KZPipeKit

/// What every new stage comes with, whatever its language: a pipeline to try it in and a page to try it on.
enum PluginPipeline {
  static func text(name: String, kind: StageKind, plugins: String) -> String {
    var stages: [StageKind: String] = [
      .clean: "html_article, text_article", .parse: "news_article", .enrich: "language", .export: "article_json",
    ]
    stages[kind] =
      switch kind {
      case .clean, .parse: name
      case .enrich, .export: (stages[kind] ?? "") + ", " + name
      }
    // The new clean stage takes texts.
    let input = kind == .clean ? "page.txt" : "page.html"
    return """
      # Try it: kzpipe run -c pipeline.yaml -o out
      kzpipe: 1
      plugins: [\(plugins)]
      input: {paths: [\(input)]}
      pipeline:
        clean: [\(stages[.clean] ?? "")]
        parse: [\(stages[.parse] ?? "")]
        enrich: [\(stages[.enrich] ?? "")]
        export: [\(stages[.export] ?? "")]

      """
  }

  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Snow closes the mountain road</title></head>
    <body>
      <article>
        <h1>Snow closes the mountain road</h1>
        <p>The road to the village of Example Pass was closed on Monday night after half a metre of snow fell within six
          hours, the district's road service said.</p>
        <p>"Stay at home! Do not drive! Nobody can reach you up there!" said Aru Sample, who leads the service. The
          school and the only shop of the village stay closed until the plough has come through.</p>
        <p>The service expects to open one lane on Wednesday, unless the wind turns and covers the road again.</p>
      </article>
    </body>
    </html>

    """

  static let plainPage = """
    Snow closes the mountain road

    The road to the village of Example Pass was closed on Monday night after half a metre of snow fell within six hours, the district's road service said.

    "Stay at home! Do not drive! Nobody can reach you up there!" said Aru Sample, who leads the service.

    """
}
