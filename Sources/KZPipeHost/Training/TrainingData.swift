import KZPipeJSON
public import KZPipeKit
import KZPipeRecord

/// The articles that a model is trained on: records as `article_json` writes them, corrected by people, or tagged sentences.
public enum TrainingData {
  /// Longest line of a file of records.
  static let lineLimit = 64 << 20

  /// Reads the files in order.
  /// - Throws: every problem of the first file that has one, at most twenty
  public static func read(_ paths: [String]) throws(Diagnostics) -> [Article] {
    var articles: [Article] = []
    for path in paths {
      articles += try isTagged(path) ? tagged(path) : records(path)
    }
    return articles
  }

  private static func isTagged(_ path: String) -> Bool {
    [".conll", ".iob", ".iob2", ".bio"].contains { path.hasSuffix($0) || path.hasSuffix($0 + ".gz") }
  }

  private static func records(_ path: String) throws(Diagnostics) -> [Article] {
    var articles: [Article] = []
    var problems: [Diagnostic] = []
    try eachLine(of: path) { (line, number) in
      guard problems.count < 20, line.contains(where: { $0 > 0x20 }) else { return }
      func problem(_ reason: String) -> Diagnostic {
        Diagnostic(
          .badTrainingData, reason, at: Place(path, line: number),
          notes: ["an article record a line is wanted, as the exporter article_json writes it"])
      }
      let json: JSONValue
      do { json = try JSONValue.parse(line) } catch {
        problems.append(problem("the line is no JSON: \(error)"))
        return
      }
      do throws(RecordFault) { articles.append(try checked(ArticleRecord.article(from: json))) } catch {
        problems.append(problem("\(error.place.isEmpty ? "the record" : error.place) \(error.reason)"))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return articles
  }

  /// A mention without its entity has no kind.
  private static func checked(_ article: Article) throws(RecordFault) -> Article {
    let known = Set(article.annotations.entities.map(\.id))
    for (index, mention) in article.annotations.mentions.enumerated() where !known.contains(mention.entity) {
      throw RecordFault("is the id of no entity of the record", at: "/mentions/\(index)/entity")
    }
    return article
  }

  private static func tagged(_ path: String) throws(Diagnostics) -> [Article] {
    var reader = TaggedText(uri: path)
    var problem: Diagnostic?
    try eachLine(of: path) { (line, number) in
      guard problem == nil else { return }
      do throws(TaggedText.BadLine) { try reader.read(String(decoding: line, as: UTF8.self)) } catch {
        problem = Diagnostic(
          .badTrainingData, error.reason, at: Place(path, line: number),
          notes: ["a token and its tag a line is wanted: B-PER, I-PER, O; an empty line ends a sentence"])
      }
    }
    if let problem { throw Diagnostics([problem]) }
    return reader.finish()
  }

  private static func eachLine(
    of path: String, _ body: (_ line: [UInt8], _ number: Int) -> Void
  ) throws(Diagnostics) {
    func failure(_ reason: String) -> Diagnostics {
      Diagnostics([
        Diagnostic(
          .badTrainingData, "cannot read the training data: \(reason)", at: Place(path),
          notes: ["name files of article records, for example out/article_json/articles.jsonl"])
      ])
    }
    do {
      let lines = try LineReader(path: path, isGzip: path.hasSuffix(".gz"), limit: lineLimit)
      while let line = lines.next() {
        switch line {
        case .text(let bytes): body(bytes, lines.number)
        case .tooLong(let bytes): throw failure("line \(lines.number) has \(bytes) bytes")
        case .broken(let reason): throw failure(reason)
        }
      }
    } catch let error as FileError {
      throw failure(error.reason)
    } catch let error as Diagnostics {
      throw error
    } catch {
      throw failure("unknown reason")
    }
  }
}
