import KZPipeKit

/// The files of a Swift stage in a package of its own. What they do is little, whole and tested.
struct PluginSwiftTemplate {
  let name: String
  let kind: StageKind
  /// Directory with the packages KZPipeKit and KZPipeTesting.
  let kit: String

  /// `quote_finder` becomes `QuoteFinder`.
  var type: String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  var files: [(path: String, text: String)] {
    [
      ("Package.swift", package), ("Sources/\(type)/\(type)Stage.swift", stage),
      ("Sources/\(type)/\(type)Module.swift", module), ("Sources/\(type)Plugin/entry.swift", entry),
      ("Tests/\(type)Tests/\(type)Tests.swift", tests),
      ("pipeline.yaml", PluginPipeline.text(name: name, kind: kind, plugins: ".build/release")),
      kind == .clean ? ("page.txt", PluginPipeline.plainPage) : ("page.html", PluginPipeline.page),
      (".gitignore", ".build/\nout/\n"),
    ]
  }

  private var package: String {
    """
    // swift-tools-version: 6.2
    import PackageDescription

    // Where the kit of kzpipe lies; KZPIPE_KIT in the environment goes before it.
    let kit = Context.environment["KZPIPE_KIT"] ?? "\(kit)"

    let kitProduct: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

    let package = Package(
      name: "\(type)",
      // kzpipe looks for files named lib*Plugin.so.
      products: [.library(name: "\(type)Plugin", type: .dynamic, targets: ["\(type)Plugin"])],
      // The kit's PRODUCT: as a target it would be a second copy of every type, and kzpipe would refuse the module.
      dependencies: [.package(path: kit + "/KZPipeKit"), .package(path: kit + "/KZPipeTesting")],
      targets: [
        .target(name: "\(type)", dependencies: [kitProduct]),
        .target(name: "\(type)Plugin", dependencies: ["\(type)", kitProduct]),
        .testTarget(
          name: "\(type)Tests",
          dependencies: ["\(type)", kitProduct, .product(name: "KZPipeTesting", package: "KZPipeTesting")]),
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }

  private var module: String {
    """
    public import KZPipeKit

    public enum \(type)Module: StageModule {
      public static let name: StaticString = "\(name)"
      public static let version: StaticString = "0.1.0"
      public static let stages: StaticString = "\(kind.rawValue):\(name)"
      public static func register(in registrar: inout Registrar) { registrar.add(\(type)Stage.self) }
    }

    """
  }

  private var entry: String {
    """
    import \(type)

    // The two functions that kzpipe looks up in a module.
    @c public func kzpipe_module_manifest(_ out: UnsafeMutableRawPointer) { \(type)Module.writeManifest(to: out) }
    @c public func kzpipe_module_register(_ registrar: UnsafeMutableRawPointer) { \(type)Module.register(into: registrar) }

    """
  }

  private var stage: String {
    switch kind {
    case .clean: clean
    case .parse: parse
    case .enrich: enrich
    case .export: export
    }
  }

  private var clean: String {
    """
    public import KZPipeKit

    /// Keeps the lines of a text that are long enough.
    public struct \(type)Stage: CleanStage {
      static let minimum = Option("minimum_characters", default: 2, in: 1...1000, summary: "Shorter lines are dropped.")

      public static let spec = StageSpec(
        "\(name)", kind: .clean, summary: "Keeps the lines of a text that are long enough.", accepts: ["text/plain"],
        reads: [.content], writes: [.blocks], options: [minimum.spec])

      private let minimum: Int

      public init(options: Options, context: StageContext) throws(StageError) { minimum = options[Self.minimum] }

      public func clean(_ page: inout Page) async throws(StageError) {
        // Broken bytes become U+FFFD: a page is never a reason to stop.
        let text = String(decoding: page.content, as: UTF8.self)
        page.source.encoding = "utf-8"
        for line in text.split(whereSeparator: \\.isNewline) where !line.allSatisfy(\\.isWhitespace) {
          let verdict: Verdict =
            line.count < minimum
            ? Verdict(.dropped, confidence: 0.9, reason: "short_line") : Verdict(.kept, confidence: 0.9)
          page.append(line.utf8, verdict: verdict)
        }
      }
    }

    """
  }

  private var parse: String {
    """
    public import KZPipeKit

    /// The first kept block is the headline, the others are the body.
    public struct \(type)Stage: ParseStage {
      public static let spec = StageSpec(
        "\(name)", kind: .parse, summary: "Takes the first kept block for the headline and the others for the body.",
        accepts: ["*/*"], reads: [.blocks], writes: [.headline, .body])

      public init(options: Options, context: StageContext) throws(StageError) {}

      public func parse(_ page: Page) async throws(StageError) -> Article {
        let kept = page.blocks.enumerated().filter { $0.element.verdict.isKept }
        guard let first = kept.first else {
          throw StageError(.noArticle, "the page has no text", advice: "look at it with kzpipe explain")
        }
        // The host gives the article its identity.
        var article = Article(id: "", source: page.source)
        article.headline = page.string(of: first.element)
        for (index, block) in kept.dropFirst() {
          let text = page.string(of: block)
          if !text.isEmpty { article.body.append(BodyBlock(text: text, origin: index)) }
        }
        return article
      }
    }

    """
  }

  private var enrich: String {
    """
    public import KZPipeKit

    /// Gives articles with many exclamation marks the keyword "shouting".
    public struct \(type)Stage: EnrichStage {
      static let threshold = Option("threshold", default: 3, in: 1...100, summary: "Exclamation marks that make a shout.")

      public static let spec = StageSpec(
        "\(name)", kind: .enrich, summary: "Marks articles that shout.", reads: [.body], writes: [.keywords],
        options: [threshold.spec])

      private let threshold: Int

      public init(options: Options, context: StageContext) throws(StageError) { threshold = options[Self.threshold] }

      public func enrich(_ article: inout Article) async throws(StageError) {
        let marks = article.body.reduce(0) { $0 + $1.text.utf8.count { $0 == UInt8(ascii: "!") } }
        guard marks >= threshold else { return }
        article.annotations.keywords.append(Keyword(text: "shouting", relevance: 1))
      }
    }

    """
  }

  private var export: String {
    """
    public import KZPipeKit

    /// One text file an article.
    public struct \(type)Stage: ExportStage {
      static let path = Option("path", default: "{slug}.txt", summary: "Name of the file.")

      public static let spec = StageSpec(
        "\(name)", kind: .export, summary: "Writes headline and body as text.", reads: [.body],
        readsOptionally: [.headline], options: [path.spec])

      private let path: String

      public init(options: Options, context: StageContext) throws(StageError) { path = options[Self.path] }

      public func export(_ article: Article) async throws(StageError) -> [Output] {
        let lines = [article.headline, article.text].compactMap { $0 }.filter { !$0.isEmpty }
        return [.file(name: path, contents: Array((lines.joined(separator: "\\n\\n") + "\\n").utf8))]
      }
    }

    """
  }

  // MARK: Tests

  private var tests: String {
    """
    import KZPipeKit
    import KZPipeTesting
    import Testing

    @testable import \(type)

    @Suite struct \(type)Tests {
      static let context = StageContext(
        runTime: PartialDate(year: 2026), version: "test", moduleDirectory: ".", warn: { _ in })

      /// Empty, huge, broken and ordinary documents, one after the other and at once.
      @Test func conforms() async {
        let findings = await Conformance(\(type)Stage.self, context: Self.context).findings()
        #expect(findings.isEmpty, "\\(findings.map(\\.description).joined(separator: "\\n"))")
      }

    \(ownTest.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n"))
    }

    """
  }

  private var ownTest: String {
    let stage = "let stage = try \(type)Stage(options: Options(for: \(type)Stage.spec), context: Self.context)"
    switch kind {
    case .clean:
      return """
        @Test func shortLinesAreDropped() async throws {
          \(stage)
          var page = Page(
            id: "a", source: Source(uri: "a", mediaType: "text/plain"), content: Array("A headline\\n\\n-\\nBody\\n".utf8))
          try await stage.clean(&page)
          #expect(page.blocks.map { page.string(of: $0) } == ["A headline", "-", "Body"])
          #expect(page.blocks.map(\\.verdict.isKept) == [true, false, true])
        }
        """
    case .parse:
      return """
        @Test func theFirstKeptBlockIsTheHeadline() async throws {
          \(stage)
          var page = Page(id: "a", source: Source(uri: "a", mediaType: "text/plain"), content: [])
          page.append("Menu".utf8, verdict: Verdict(.dropped, reason: "menu"))
          page.append("A headline".utf8, verdict: Verdict(.kept))
          page.append("Body".utf8, verdict: Verdict(.kept))
          let article = try await stage.parse(page)
          #expect(article.headline == "A headline" && article.body.map(\\.text) == ["Body"])
        }
        """
    case .enrich:
      return """
        @Test(arguments: [("Quiet.", []), ("Fire! Fire! Fire!", ["shouting"])])
        func marksShoutsOnly(_ text: String, _ keywords: [String]) async throws {
          \(stage)
          var article = Article(id: "a", source: Source(uri: "a", mediaType: "text/plain"))
          article.body = [BodyBlock(text: text)]
          try await stage.enrich(&article)
          #expect(article.annotations.keywords.map(\\.text) == keywords)
        }
        """
    case .export:
      return """
        @Test func writesHeadlineAndBody() async throws {
          \(stage)
          var article = Article(id: "a", source: Source(uri: "a", mediaType: "text/plain"))
          article.headline = "A headline"
          article.body = [BodyBlock(text: "Body")]
          let outputs = try await stage.export(article)
          #expect(outputs == [.file(name: "{slug}.txt", contents: Array("A headline\\n\\nBody\\n".utf8))])
        }
        """
    }
  }
}
