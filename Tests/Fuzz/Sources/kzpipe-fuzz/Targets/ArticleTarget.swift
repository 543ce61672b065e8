import Amounts
import ArticleJSON
import Dates
import Entities
import Feeds
import JSONLD
import KZPipeJSON
import KZPipeKit
import KZPipeLibXML
import Keywords
import Language
import Markdown
import NITF
import NewsMLG2
import Ninjs
import Quotations
import Related
import Roles
import Statistics
import Summary
import Topics

/// Every enricher in the order of a pipeline and every exporter behind them, on an article of any text.
///
/// The first line is the headline, the others are blocks; what a line begins with tells its kind. The last bytes choose the
/// language and the date.
struct ArticleTarget: FuzzTarget {
  static let name = "article"
  private static let languages: [String?] = [nil, "en", "ru", "kk", "ko", "de", "und"]
  private let enrichers: [(stage: any EnrichStage, writes: Set<Field>)]
  private let exporters: [(stage: any ExportStage, name: String)]

  init() throws {
    var registrar = Registrar()
    let modules: [any StageModule.Type] = [
      LanguageModule.self, EntitiesModule.self, DatesModule.self, AmountsModule.self, QuotationsModule.self,
      RolesModule.self, TopicsModule.self, KeywordsModule.self, SummaryModule.self, StatisticsModule.self,
      RelatedModule.self, ArticleJSONModule.self, FeedsModule.self, JSONLDModule.self, MarkdownModule.self,
      NITFModule.self, NewsMLG2Module.self, NinjsModule.self,
    ]
    for module in modules { module.register(in: &registrar) }
    var enrichers: [(any EnrichStage, Set<Field>)] = []
    var exporters: [(any ExportStage, String)] = []
    for entry in registrar.entries where entry.spec.kind == .enrich || entry.spec.kind == .export {
      var values: [String: OptionValue] = [:]
      for option in entry.spec.options where option.isRequired { values[option.name] = option.example }
      let stage = try entry.make(Options(values, for: entry.spec), Setting.context)
      if let stage = stage as? any EnrichStage { enrichers.append((stage, entry.spec.writes)) }
      if let stage = stage as? any ExportStage { exporters.append((stage, entry.spec.name)) }
    }
    self.enrichers = enrichers
    self.exporters = exporters
  }

  func run(_ bytes: [UInt8]) {
    let article = Self.article(of: bytes)
    PageRules.check(article)
    let enriched = enrich(article)
    PageRules.check(enriched)
    for (stage, name) in exporters { export(enriched, by: stage, name) }
  }

  private static func article(of bytes: [UInt8]) -> Article {
    var draw = Draw(bytes)
    var article = Article(id: "urn:example:1", source: Source(uri: "fuzz.txt", mediaType: "text/plain"))
    article.language = languages[draw.number(below: languages.count)]
    if draw.flag() { article.datePublished = PartialDate(year: 1990 + draw.number(below: 60), month: 2, day: 28) }
    let lines = draw.rest.split(separator: UInt8(ascii: "\n")).prefix(400).map { String(decoding: $0, as: UTF8.self) }
    article.headline = lines.first
    for line in lines.dropFirst() {
      let (kind, level): (BodyBlock.Kind, Int) =
        switch line.utf8.first {
        case UInt8(ascii: "#"): (.heading, 2)
        case UInt8(ascii: ">"): (.quote, 0)
        case UInt8(ascii: "*"): (.listItem, 1)
        case UInt8(ascii: "?"): (.question, 0)
        case UInt8(ascii: "!"): (.answer, 0)
        case UInt8(ascii: "|"): (.table, 0)
        default: (.paragraph, 0)
        }
      let text = kind == .paragraph ? line : String(line.unicodeScalars.dropFirst())
      if !text.isEmpty { article.body.append(BodyBlock(kind: kind, text: text, level: level)) }
    }
    if draw.flag() { article.images = [Image(url: lines.last, caption: lines.last)] }
    return article
  }

  private func enrich(_ article: Article) -> Article {
    var article = article
    for (stage, writes) in enrichers {
      let before = article
      do throws(StageError) {
        article = try Waiting.result { () throws(StageError) in
          var changed = before
          try await stage.enrich(&changed)
          return changed
        }
      } catch {
        require(!error.code.rawValue.isEmpty, "an error without a code")
        continue
      }
      StageRules.check(article, after: before, wrote: writes)
    }
    return article
  }

  private func export(_ article: Article, by stage: any ExportStage, _ name: String) {
    do throws(StageError) {
      let outputs = try Waiting.result { () throws(StageError) in try await stage.export(article) }
      for output in outputs {
        switch output {
        case .file(let file, let contents): check(contents, file, name)
        case .record(_, let contents): require(!contents.isEmpty, "\(name) writes an empty record")
        }
      }
    } catch {
      require(!error.code.rawValue.isEmpty, "an error of \(name) without a code")
    }
  }

  private func check(_ contents: [UInt8], _ file: String, _ name: String) {
    require(String(validating: contents, as: UTF8.self) != nil, "\(name) writes no UTF-8")
    if file.hasSuffix(".xml") {
      do { _ = try XMLDocument(contents) } catch { require(false, "\(name) writes no XML: \(error.message)") }
    } else if file.hasSuffix("json") {
      require((try? JSONValue.parse(contents, maximumDepth: 64)) != nil, "\(name) writes no JSON")
    }
  }
}
