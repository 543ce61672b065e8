public import KZPipeKit
import KZPipeGrammar

/// The stage module `roles`.
public enum RolesModule: StageModule {
  public static let name: StaticString = "roles"
  public static let version: StaticString = "0.1.0"
  public static let stages: StaticString = "enrich:roles"
  public static func register(in registrar: inout Registrar) { registrar.add(Roles.self) }
}

/// Finds titles, functions and occupations and ties them to the persons who bear them.
///
/// Without entities of another stage the bearers are spotted by their form and added as persons, since a role must
/// point at somebody.
public struct Roles: EnrichStage {
  public static let spec = StageSpec(
    "roles", kind: .enrich, summary: "Finds titles, functions and occupations of persons.", reads: [.body],
    readsOptionally: [.entities, .headline, .images, .language], writes: [.roles, .entities])

  public init(options: Options, context: StageContext) throws(StageError) {}

  public func enrich(_ article: inout Article) async throws(StageError) {
    let text = ArticleText(article)
    guard let language = text.language else { return }
    let people = People(article, text, language)
    var entities: [Int: String] = [:]
    var roles: [Role] = []
    var taken = Set(article.annotations.entities.map(\.id))
    for (index, piece) in text.pieces.enumerated() {
      for found in Self.find(piece.text, index, people, language) {
        let person = people.persons[found.person]
        guard let id = person.id ?? entities[found.person] ?? add(person, found, piece, &taken, &article) else {
          continue
        }
        entities[found.person] = id
        roles.append(
          Role(
            entity: id, range: TextRange(piece.at, found.bytes), text: piece.text.string(found.bytes),
            confidence: found.confidence))
      }
    }
    article.annotations.roles = roles
    if !roles.isEmpty {
      article.provenance.append(Provenance(stage: "roles", at: "/roles", reason: "title_or_apposition"))
    }
  }

  static func find(_ text: TokenText, _ piece: Int, _ people: People, _ language: GrammarLanguage) -> [FoundRole] {
    let found: [FoundRole]
    switch language {
    case .english: found = EnglishRoles(text: text, piece: piece, people: people).find()
    case .russian: found = RussianRoles(text: text, piece: piece, people: people).find()
    case .kazakh: found = KazakhRoles(text: text, piece: piece, people: people).find()
    case .korean: found = KoreanRoles(text: text, piece: piece, people: people).find()
    }
    var out: [FoundRole] = []
    for role in found.sorted(by: { $0.bytes.lowerBound < $1.bytes.lowerBound }) {
      if let last = out.last, last.bytes.overlaps(role.bytes) { continue }
      out.append(role)
    }
    return out
  }

  /// A person that only this stage knows.
  private func add(
    _ person: Person, _ found: FoundRole, _ piece: ArticleText.Piece, _ taken: inout Set<String>,
    _ article: inout Article
  ) -> String? {
    guard let name = found.name else { return nil }
    var number = article.annotations.entities.count + 1
    while taken.contains("person-\(number)") { number += 1 }
    let id = "person-\(number)"
    taken.insert(id)
    article.annotations.entities.append(Entity(id: id, kind: .person, name: person.name, confidence: 0.7))
    let bytes = piece.text.byteRange(name)
    article.annotations.mentions.append(
      Mention(entity: id, range: TextRange(piece.at, bytes), text: piece.text.string(bytes), confidence: 0.7))
    article.provenance.append(
      Provenance(
        stage: "roles", at: "/entities/\(article.annotations.entities.count - 1)", reason: "bearer_of_a_role",
        confidence: 0.7))
    return id
  }
}

/// A role before it becomes an annotation.
struct FoundRole {
  var bytes: Range<Int>
  var person: Int
  /// Tokens of the name that the role stands beside; nil when a pronoun stands there.
  var name: Range<Int>?
  var confidence: Double
}
