import KZPipeText

/// A language with the script it is written in.
public struct LanguageTag: Sendable, Hashable {
  /// Primary subtag: `kk`.
  public var language: String
  var script: Script
  /// Which of the two Chinese scripts; `nil` for other languages and when the text does not tell.
  var hanVariant: HanVariant?

  enum HanVariant: String, Sendable, Hashable {
    case simplified = "Hans"
    case traditional = "Hant"
  }

  init(language: String, script: Script, hanVariant: HanVariant? = nil) {
    self.language = language
    self.script = script
    self.hanVariant = hanVariant
  }

  /// BCP 47 tag. The script stands in it when it is not the one that the language is usually printed in, or always.
  public func bcp47(withScript always: Bool = false) -> String {
    always || !isUsual ? language + "-" + scriptCode : language
  }

  /// ISO 15924.
  public var scriptCode: String {
    switch language {
    case "zh": hanVariant?.rawValue ?? "Hani"
    case "ja": "Jpan"
    case "ko": "Kore"
    default: script.rawValue
    }
  }

  private var isUsual: Bool {
    switch language {
    case "zh": return hanVariant != .traditional
    case "ja", "ko": return true
    case "kk", "ru", "uk", "be", "bg", "mk", "sr", "mn", "ky", "tt", "tg": return script == .cyrillic
    case "ar", "fa", "ur": return script == .arabic
    case "hi", "mr": return script == .devanagari
    default: return script == .latin || Self.onlyLanguage(of: script) == language
    }
  }

  /// The language that a text in this script is in, where there is practically one.
  static func onlyLanguage(of script: Script) -> String? {
    switch script {
    case .hangul: "ko"
    case .hebrew: "he"
    case .greek: "el"
    case .bengali: "bn"
    case .gurmukhi: "pa"
    case .gujarati: "gu"
    case .tamil: "ta"
    case .telugu: "te"
    case .kannada: "kn"
    case .malayalam: "ml"
    case .sinhala: "si"
    case .thai: "th"
    case .lao: "lo"
    case .burmese: "my"
    case .georgian: "ka"
    case .armenian: "hy"
    case .khmer: "km"
    case .tibetan: "bo"
    default: nil
    }
  }
}
