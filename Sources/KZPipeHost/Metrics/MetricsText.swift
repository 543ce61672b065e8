/// The text format of Prometheus, version 0.0.4: writing it, and reading back what was written.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
struct MetricsText {
  enum Kind: String { case counter, gauge, histogram }

  /// A value with the name and the labels of its series, the labels in order.
  struct Sample: Hashable {
    var name: String
    var labels: [Label] = []
    var value: Double

    subscript(label: String) -> String? { labels.first { $0.name == label }?.value }
  }

  struct Label: Hashable {
    var name: String
    var value: String
  }

  private(set) var text = ""
  /// Labels that every series has, behind its own.
  private let common: [Label]

  init(common: KeyValuePairs<String, String>) { self.common = common.map { Label(name: $0, value: $1) } }

  /// Begins the series of one name; nothing is written of a metric without samples.
  mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = (sample.labels + common).map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text += sample.name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " "
      text += Self.number(sample.value) + "\n"
    }
  }

  static func number(_ value: Double) -> String {
    if value == .infinity { return "+Inf" }
    return Int(exactly: value).map(String.init) ?? value.description
  }

  static func escaped(_ text: String, quotes: Bool = true) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\"" where quotes: out += "\\\""
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  // MARK: Reading

  /// The samples of a text; `nil` when a line of it is none.
  static func samples(in text: String) -> [Sample]? {
    var samples: [Sample] = []
    for line in text.unicodeScalars.split(separator: "\n") where line.first != "#" {
      guard let sample = sample(line) else { return nil }
      samples.append(sample)
    }
    return samples
  }

  private static func sample(_ line: Substring.UnicodeScalarView) -> Sample? {
    var rest = line
    let name = word(&rest)
    guard !name.isEmpty else { return nil }
    var labels: [Label] = []
    if rest.first == "{" {
      rest.removeFirst()
      while rest.first != "}" {
        let label = word(&rest)
        guard !label.isEmpty, rest.popFirst() == "=", let value = quoted(&rest) else { return nil }
        labels.append(Label(name: label, value: value))
        if rest.first == "," { rest.removeFirst() } else if rest.first != "}" { return nil }
      }
      rest.removeFirst()
    }
    guard rest.popFirst() == " ", let value = Double(String(rest)) else { return nil }
    return Sample(name: name, labels: labels, value: value)
  }

  private static func word(_ rest: inout Substring.UnicodeScalarView) -> String {
    let word = rest.prefix {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == ":")
    }
    rest = rest[word.endIndex...]
    return String(word)
  }

  private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
    guard rest.popFirst() == "\"" else { return nil }
    var value = ""
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return value
      case "\\":
        switch rest.popFirst() {
        case "n": value += "\n"
        case let escaped?: value.unicodeScalars.append(escaped)
        case nil: return nil
        }
      default: value.unicodeScalars.append(scalar)
      }
    }
    return nil
  }
}
