import KZPipeKit
import KZPipeXML

/// A concept that an item speaks of, ready to be written.
struct Concept: Sendable {
  var qcode: String
  /// QCode of its nature: `cpnat:person`.
  var type: StaticString
  var name: String
  /// Names in other languages, ordered by tag.
  var names: [(language: String, name: String)] = []
  /// QCodes of the same concept in other vocabularies.
  var sameAs: [String] = []
  /// What the text says the person is.
  var definition: String?
  var position: Position?
  /// 0...100.
  var confidence: Int
  /// 0...100.
  var relevance: Int

  /// Whether there is more to say than name and nature.
  var hasDetails: Bool { definition != nil || position != nil || !sameAs.isEmpty || !names.isEmpty }
}

/// The article's entities as concepts.
struct EntityConcepts: Sendable {
  /// In the order of the article; entities of one identity are one concept.
  var concepts: [Concept] = []
  /// Index of the concept of each entity; -1 for one that is not written.
  var index: [Int] = []

  static let alias: StaticString = "kzent:"

  init(_ annotations: Annotations) {
    if annotations.entities.isEmpty { return }
    index.reserveCapacity(annotations.entities.count)
    concepts.reserveCapacity(annotations.entities.count)
    var byCode: [String: Int] = [:]
    var byEntity: [String: Int] = [:]
    for (number, entity) in annotations.entities.enumerated() {
      guard let concept = Self.concept(of: entity) else {
        index.append(-1)
        continue
      }
      let place: Int
      if let known = byCode[concept.qcode] {
        place = known
        concepts[known].relevance = max(concepts[known].relevance, concept.relevance)
      } else {
        place = concepts.count
        byCode[concept.qcode] = place
        concepts.append(concept)
      }
      index.append(place)
      if byEntity[entity.id] == nil { byEntity[entity.id] = number }
    }
    for role in annotations.roles {
      guard let number = byEntity[role.entity], index[number] >= 0, concepts[index[number]].definition == nil else {
        continue
      }
      concepts[index[number]].definition = XMLText.label(role.text)
    }
  }

  /// The QCode of the entity with this id.
  func qcode(of id: String, in annotations: Annotations) -> String? {
    guard let number = annotations.entities.firstIndex(where: { $0.id == id }), index[number] >= 0 else { return nil }
    return concepts[index[number]].qcode
  }

  private static func concept(of entity: Entity) -> Concept? {
    guard let name = XMLText.label(entity.name) else { return nil }
    let type: StaticString
    let kind: String
    switch entity.kind {
    case .person: (type, kind) = ("cpnat:person", "person")
    case .organisation: (type, kind) = ("cpnat:organisation", "org")
    case .place: (type, kind) = ("cpnat:geoArea", "place")
    case .event: (type, kind) = ("cpnat:event", "event")
    // A nationality word is no subject of a story.
    case .group: return nil
    }
    var codes = identifiers(of: entity)
    if codes.isEmpty {
      guard let code = localCode(name) else { return nil }
      codes.append("\(alias)\(kind)-\(code)")
    }
    var concept = Concept(
      qcode: codes.removeFirst(), type: type, name: name, sameAs: codes, confidence: percent(entity.confidence),
      relevance: percent(entity.relevance))
    if !entity.names.isEmpty {
      concept.names = entity.names.sorted { $0.key < $1.key }.compactMap { tag, other in
        let tag = LanguageTag.canonical(tag)
        guard tag != LanguageTag.undetermined, let other = XMLText.label(other), other != name else { return nil }
        return (tag, other)
      }
    }
    if entity.kind == .place, let position = entity.position, isOnEarth(position) { concept.position = position }
    return concept
  }

  /// Global identifiers as QCodes of the IPTC catalog, the most telling first.
  private static func identifiers(of entity: Entity) -> [String] {
    if entity.ids.isEmpty { return [] }
    var codes: [String] = []
    if let code = entity.ids["iso3166"], code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      codes.append("iso3166-1a2:" + code)
    }
    if let code = entity.ids["geonames"], !code.isEmpty, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      codes.append("geonames:" + code)
    }
    if let code = entity.ids["wikidata"], code.utf8.count > 1, code.utf8.first == UInt8(ascii: "Q"),
      code.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    {
      codes.append("wikidata:" + code)
    }
    return codes
  }

  /// A code made of a name: lower case, words joined by hyphens. The same name gives the same code in every article.
  static func localCode(_ name: String) -> String? {
    var out = String.UnicodeScalarView()
    var isGap = false
    for scalar in name.lowercased().unicodeScalars {
      if scalar.isASCII ? isAlphanumeric(scalar) : isLetter(scalar) {
        if isGap, !out.isEmpty { out.append("-") }
        isGap = false
        out.append(scalar)
      } else {
        isGap = true
      }
      if out.count >= 120 { break }
    }
    return out.isEmpty ? nil : String(out)
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    if XMLText.isDropped(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  private static func isOnEarth(_ position: Position) -> Bool {
    position.latitude.magnitude <= 90 && position.longitude.magnitude <= 180
      && (position.latitude.magnitude >= 0.000_001 || position.longitude.magnitude >= 0.000_001)
  }

  /// A share of one as a whole number of hundredths.
  static func percent(_ share: Double) -> Int { share.isFinite ? Int((min(max(share, 0), 1) * 100).rounded()) : 0 }
}
