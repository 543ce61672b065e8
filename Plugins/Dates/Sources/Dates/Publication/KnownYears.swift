import KZPipeGrammar
import KZPipeKit

/// Years of events whose anniversaries the news keeps, so that `the 30th anniversary` tells the year of the article.
///
/// Rows of the module's `known-years.tsv` and of files named by the option `year_files`; a date derived from them is marked
/// as inferred. Columns: `kind country other year words source`; kinds: `country` with its words, `independence`, and
/// `relations` between two countries.
struct KnownYears: Sendable {
  static let file = "known-years.tsv"
  private static let header = "kind\tcountry\tother\tyear\twords\tsource"

  private var countries = WordTable<String>()
  private var independence: [String: Int] = [:]
  private var relations: [Set<String>: Int] = [:]

  init() {}

  /// - Throws: `StageError.Code.resource` with file and line when a file cannot be read or a row has another form.
  init(files: [String], context: StageContext) throws(StageError) {
    let own = ModuleResources(package: "Dates", target: "Dates", context: context).path(Self.file)
    // The user's rows come first: the first year of an event stays.
    for path in files + [own] { try read(path) }
  }

  private mutating func read(_ path: String) throws(StageError) {
    let text = String(decoding: try MappedFile(path).contents(), as: UTF8.self)
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.utf8.first == UInt8(ascii: "#") || line == Self.header { continue }
      guard add(line.split(separator: "\t", omittingEmptySubsequences: false)) else {
        throw StageError(
          .resource, "\(path), line \(number): no row of known years",
          advice: "write six columns separated by tabs: kind, country, other, year, words, source")
      }
    }
  }

  private mutating func add(_ columns: [Substring]) -> Bool {
    guard columns.count == 6, !columns[1].isEmpty else { return false }
    let country = String(columns[1])
    switch columns[0] {
    case "country":
      countries.add(String(columns[4]), country)
      return !columns[4].isEmpty
    case "independence":
      guard let year = Int(columns[3]) else { return false }
      independence[country] = independence[country] ?? year
    case "relations":
      guard let year = Int(columns[3]), !columns[2].isEmpty else { return false }
      let pair: Set<String> = [country, String(columns[2])]
      relations[pair] = relations[pair] ?? year
    default: return false
    }
    return true
  }

  /// Year of the event that a sentence keeps the anniversary of; nil when no row knows it.
  func year(_ text: TokenText, _ sentence: Range<Int>) -> Int? {
    var found: Set<String> = []
    var isIndependence = false
    var isRelations = false
    for index in sentence {
      let token = text.tokens[index]
      if let key = countries[token] { found.insert(key) }
      if token.isWord("independence") { isIndependence = true }
      if token.isWord("relations") || token.isWord("ties") { isRelations = true }
    }
    if isRelations, found.count == 2 { return relations[found] }
    if isIndependence, found.count == 1 { return found.first.flatMap { independence[$0] } }
    return nil
  }
}
