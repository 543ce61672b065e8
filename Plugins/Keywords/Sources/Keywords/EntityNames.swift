import KZPipeKit
import KZPipeText

/// Names of the article's entities by the words in them, so that a surname or an inflected form stands for the whole name.
struct EntityNames {
  private struct Name {
    var text: String
    /// Stems of its words, joined by spaces.
    var key: String
    /// Prominence; of two names with one word the more prominent one has it.
    var uses: Int
  }

  /// By every stem and every run of stems in the name and in its mentions.
  private var byKey: [String: Name] = [:]

  /// - Parameter language: primary subtag of the article's language
  init(_ annotations: Annotations, language: String) {
    var mentions: [String: [String]] = [:]
    for mention in annotations.mentions { mentions[mention.entity, default: []].append(mention.text) }
    for entity in annotations.entities where entity.kind != .group {
      let printed = mentions[entity.id] ?? []
      // A name that is far longer than a keyword should be stays as the text has it.
      guard !entity.name.isEmpty, entity.name.utf8.count <= 60 else { continue }
      let full = Self.stems(entity.name)
      let name = Name(text: entity.name, key: full.joined(separator: " "), uses: printed.count)
      // Where the text has another form than the name, another spelling or another language, the name in its language is shown.
      let own = entity.names[language].map {
        Name(text: $0, key: Self.stems($0).joined(separator: " "), uses: printed.count)
      }
      for form in Set(printed + [entity.name]) {
        let stems = Self.stems(form)
        for start in stems.indices {
          for end in start..<min(stems.count, start + Candidates.longestPhrase) {
            // Of bodies and places only the whole form: "ministry" is not yet the ministry of something.
            guard entity.kind == .person || (start == 0 && end == stems.count - 1) else { continue }
            let part = stems[start...end].joined(separator: " ")
            if let known = byKey[part], known.uses >= name.uses { continue }
            byKey[part] = stems[start...end].allSatisfy(full.contains) ? name : own
          }
        }
      }
    }
  }

  func name(of key: String) -> (text: String, key: String)? { byKey[key].map { ($0.text, $0.key) } }

  private static func stems(_ text: String) -> [String] {
    let bytes = UTF8Text.lowercased(Array(text.utf8))
    return bytes.split(separator: 0x20).map { Candidates.stem($0) }
  }
}
