/// A code with the vocabulary that it is from, as far as entities have them.
struct QCode: Sendable, Hashable {
  /// In the order of how much a receiver learns from them.
  enum Scheme: Sendable {
    case iso3166, geonames, wikidata
    /// Names that are in no public vocabulary.
    case own

    /// Alias and colon.
    var prefix: StaticString {
      switch self {
      case .iso3166: "iso3166-1a2:"
      case .geonames: "geonames:"
      case .wikidata: "wikidata:"
      case .own: "kzent:"
      }
    }

    /// Whether `code` can stand in this scheme.
    func holds(_ code: String) -> Bool {
      let bytes = code.utf8
      switch self {
      case .iso3166: return bytes.count == 2 && bytes.allSatisfy { (0x41...0x5A).contains($0) }
      case .geonames: return !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
      case .wikidata:
        return bytes.count > 1 && bytes.first == UInt8(ascii: "Q")
          && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
      case .own: return !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 }
      }
    }
  }

  var scheme: Scheme
  var code: String

  /// The codes of an entity, the most telling first; a malformed one is none.
  static func codes(of ids: [String: String]) -> [QCode] {
    var codes: [QCode] = []
    for scheme in [Scheme.iso3166, .geonames, .wikidata] {
      // The few entries are looked through: hashing the key costs more.
      for (name, code) in ids where name == scheme.key && scheme.holds(code) {
        codes.append(QCode(scheme: scheme, code: code))
      }
    }
    return codes
  }
}

extension QCode.Scheme {
  /// Key in `Entity.ids`.
  fileprivate var key: String {
    switch self {
    case .iso3166: "iso3166"
    case .geonames: "geonames"
    case .wikidata: "wikidata"
    case .own: ""
    }
  }
}
