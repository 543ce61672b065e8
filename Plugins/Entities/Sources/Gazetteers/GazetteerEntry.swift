/// What an entry of a gazetteer is.
public enum EntryKind: UInt8, Sendable, CaseIterable {
  case person = 1, organisation, country, region, place, group, event

  /// Word of the TSV files.
  public var word: String {
    switch self {
    case .person: "person"
    case .organisation: "organisation"
    case .country: "country"
    case .region: "region"
    case .place: "place"
    case .group: "group"
    case .event: "event"
    }
  }

  public init?(word: some StringProtocol) {
    guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = kind
  }

  /// Countries, regions and places.
  public var isPlace: Bool { self == .country || self == .region || self == .place }
}

/// How far a written form stands for an entry.
public struct FormFlags: OptionSet, Sendable, Hashable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Also an ordinary word or name: counts only where the tagger or the context agrees. Written `~` in TSV.
  public static let weak = FormFlags(rawValue: 1)
  /// Counts only in capitals. Written `^` in TSV.
  public static let capitals = FormFlags(rawValue: 2)
  /// A name by which the entry is found, but not one of its own: a misspelling, a short form. Written `?` in TSV.
  public static let loose = FormFlags(rawValue: 4)
  /// May be written in lower case (nationality words outside English).
  public static let anyCase = FormFlags(rawValue: 8)
}

/// One line of a gazetteer's TSV file.
///
/// Columns, separated by tabs, the first line naming them: `kind name country geonames wikidata lat lon weight names`.
/// `names` holds `tag=form|form;tag=form`, the first form of a tag being the preferred one; `name` is the preferred English form.
public struct GazetteerEntry: Sendable, Hashable {
  public var kind: EntryKind
  public var name: String
  /// ISO 3166-1 alpha-2 of the country that it is or belongs to; empty when none.
  public var country: String
  /// GeoNames id; 0 for none.
  public var geonames: UInt32
  /// Number of the Wikidata item; 0 for none.
  public var wikidata: UInt32
  public var latitude: Double?
  public var longitude: Double?
  /// Population of a place; for others anything that puts the better known first.
  public var weight: UInt32
  public var names: [(tag: String, forms: [(text: String, flags: FormFlags)])]

  public static func == (a: GazetteerEntry, b: GazetteerEntry) -> Bool {
    a.kind == b.kind && a.name == b.name && a.country == b.country && a.geonames == b.geonames
      && a.wikidata == b.wikidata
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(name)
    hasher.combine(country)
    hasher.combine(geonames)
  }

  static let header = "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames"

  /// Reads a TSV file; lines that begin with `#` are comments.
  public static func parse(_ text: String, path: String) throws(DataFileError) -> [GazetteerEntry] {
    var entries: [GazetteerEntry] = []
    var number = 0
    var sawHeader = false
    // By bytes, since a line feed behind a carriage return is no `Character` of its own.
    for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = Substring(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes)
      if line.isEmpty || line.hasPrefix("#") { continue }
      if !sawHeader {
        guard line == header else {
          throw DataFileError(path: path, reason: .line(number, "the first line has to name the columns: \(header)"))
        }
        sawHeader = true
        continue
      }
      entries.append(try entry(line, number, path))
    }
    return entries
  }

  private static func entry(_ line: Substring, _ number: Int, _ path: String) throws(DataFileError) -> GazetteerEntry {
    func fault(_ what: String) -> DataFileError { DataFileError(path: path, reason: .line(number, what)) }
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 9 else { throw fault("9 columns expected, \(columns.count) found") }
    guard let kind = EntryKind(word: columns[0]) else { throw fault("unknown kind \"\(columns[0])\"") }
    guard !columns[1].isEmpty else { throw fault("the name is empty") }
    guard columns[2].isEmpty || columns[2].utf8.count == 2 else { throw fault("country has to be two letters") }
    let wikidata = columns[4].hasPrefix("Q") ? columns[4].dropFirst() : columns[4]
    guard let geonames = columns[3].isEmpty ? 0 : UInt32(columns[3]), let item = wikidata.isEmpty ? 0 : UInt32(wikidata)
    else { throw fault("geonames and wikidata have to be numbers") }
    var degrees: [Double?] = []
    for (column, most) in [(columns[5], 90.0), (columns[6], 180.0)] {
      let value = Double(column)
      guard column.isEmpty || value.map({ abs($0) <= most }) ?? false else {
        throw fault("lat has to be a number of degrees up to 90, lon up to 180")
      }
      degrees.append(value)
    }
    var entry = GazetteerEntry(
      kind: kind, name: String(columns[1]), country: String(columns[2]), geonames: geonames, wikidata: item,
      latitude: degrees[0], longitude: degrees[1], weight: UInt32(columns[7]) ?? 0, names: [])
    for group in columns[8].split(separator: ";") {
      guard let equals = group.firstIndex(of: "=") else { throw fault("names are written tag=form|form") }
      let forms = group[group.index(after: equals)...].split(separator: "|").map(form)
      entry.names.append((String(group[..<equals]), forms))
    }
    return entry
  }

  private static func form(_ written: Substring) -> (text: String, flags: FormFlags) {
    var flags: FormFlags = []
    var rest = written
    while let mark = rest.first {
      switch mark {
      case "~": flags.insert(.weak)
      case "^": flags.insert(.capitals)
      case "?": flags.insert(.loose)
      default: return (String(rest), flags)
      }
      rest = rest.dropFirst()
    }
    return (String(rest), flags)
  }
}
