import ArticleJSON
import Feeds
import Glibc
import JSONLD
import KZPipeKit
import Markdown
import NITF
import NewsMLG2
import Ninjs
import SampleArticles

/// Writes the sample articles in every format and shape, for validators.
enum Samples {
  static func context(_ runTime: PartialDate) -> StageContext {
    let executable = (try? readLink("/proc/self/exe")) ?? ""
    let directory = executable.split(separator: "/").dropLast().joined(separator: "/")
    return StageContext(runTime: runTime, version: "0.1.0", moduleDirectory: "/" + directory)
  }

  private static func readLink(_ path: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count - 1)
    return String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static let shapes: [(String, any ExportStage.Type, [String: OptionValue])] = [
    ("newsml-default", NewsMLG2.self, provider),
    (
      "newsml-both", NewsMLG2.self,
      provider.merging([
        "body": "both", "include_email": true, "urgency": 4, "ed_note": "Check.", "usage_terms": "None.",
      ]) { $1 }
    ),
    (
      "newsml-nitf-single", NewsMLG2.self,
      provider.merging(["body": "nitf", "items": "single", "hop_history": false]) { $1 }
    ),
    ("newsml-unset", NewsMLG2.self, [:]),
    ("article-json", ArticleJSON.self, ["pretty_files": true]), ("nitf", NITF.self, provider),
    ("ninjs-3.1", Ninjs.self, provider), ("ninjs-2.2", Ninjs.self, provider.merging(["version": "2.2"]) { $1 }),
    ("json-ld", JSONLD.self, provider), ("rss", RSS.self, provider), ("atom", Atom.self, provider),
    ("markdown", Markdown.self, [:]),
    ("html", HTMLPage.self, [:]),
  ]

  static let provider: [String: OptionValue] = [
    "provider": .object(["name": "Example Desk", "uri": "https://example.com/"]), "guid_authority": "example.com,2026",
  ]

  static func write(to directory: String) async throws {
    let runTime = PartialDate(secondsSinceEpoch: Int64(time(nil)))
    for (name, type, options) in shapes {
      let stage = try type.init(options: Options(options, for: type.spec), context: context(runTime))
      var opened: Set<String> = []
      for article in SampleArticles.all {
        for output in try await stage.export(article) {
          switch output {
          case .file(let file, let contents):
            save(contents, "\(directory)/\(name)/" + file.replacing("{slug}", with: article.id), append: false)
          case .record(let file, let contents):
            let path = "\(directory)/\(name)/\(file)"
            if opened.insert(file).inserted { save(stage.frame(of: file).opening, path, append: false) }
            save(contents, path, append: true)
          }
        }
      }
      for file in opened { save(stage.frame(of: file).closing, "\(directory)/\(name)/\(file)", append: true) }
    }
  }

  /// The text item that writers are measured with.
  static func writeStory(to path: String) async throws {
    let options = provider.merging(Bench.plain) { $1 }
    let moment = PartialDate(year: 2026, month: 3, day: 20, hour: 8, minute: 0, second: 0, zone: 0)
    let stage = try NewsMLG2(options: Options(options, for: NewsMLG2.spec), context: context(moment))
    for case .file("{slug}.xml", let contents) in try await stage.export(Story.article) {
      save(contents, path, append: false)
    }
  }

  private static func save(_ bytes: [UInt8], _ path: String, append: Bool) {
    var parent = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/").dropLast() {
      parent += "/" + part
      mkdir(parent, 0o755)
    }
    guard let file = fopen(path, append ? "a" : "w") else { return print("cannot write \(path)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
