import KZPipeJSON
import KZPipeKit
import Logging

/// How an event becomes text.
public enum LogFormat: String, Sendable, CaseIterable {
  /// A line for people, `kzpipe: warning: page.html: news_article: no_article: the page has no article (attempt=1)`; lists
  /// that belong to the event stand in indented lines below it.
  case text
  /// A JSON object on one line: time, level, event, message, and the fields.
  case json

  /// - Parameter moment: seconds and nanoseconds since 1970
  func line(of event: LogEvent, with own: Logger.Metadata, at moment: (seconds: Int, nanoseconds: Int)) -> String {
    let fields = LogFields(own.isEmpty ? event.metadata ?? [:] : own.merging(event.metadata ?? [:]) { $1 })
    switch self {
    case .text:
      if let problem = event.error as? Diagnostic { return DiagnosticRenderer.report(of: problem) }
      return Self.text(event, fields)
    case .json: return Self.json(event, fields, at: moment)
    }
  }

  private static func text(_ event: LogEvent, _ fields: LogFields) -> String {
    var line = "kzpipe: \(event.level): "
    for name in LogFields.places { if let place = fields.text(of: name) { line += place + ": " } }
    line += DiagnosticRenderer.printable(event.message.description)
    var values: [String] = []
    var lists = ""
    for (name, value) in fields.others {
      if case .array(let elements) = value {
        lists += "; \(name.replacing("_", with: " ")):"
        for element in elements { lists += "\n  | " + DiagnosticRenderer.printable(element.description) }
      } else {
        let text = DiagnosticRenderer.printable(words(for: value))
        values.append(name + "=" + (text.contains(" ") || text.isEmpty ? "\"\(text)\"" : text))
      }
    }
    return line + (values.isEmpty ? "" : " (\(values.joined(separator: " ")))") + lists
  }

  private static func words(for value: Logger.MetadataValue) -> String {
    if case .stringConvertible(let number as Double) = value { return NumberText.fixed(number, 4) }
    return value.description
  }

  private static func json(
    _ event: LogEvent, _ fields: LogFields, at moment: (seconds: Int, nanoseconds: Int)
  ) -> String {
    var json = JSONWriter()
    json.beginObject()
    let milliseconds = String(1000 + moment.nanoseconds / 1_000_000).dropFirst()
    json.member(
      "time", PartialDate(secondsSinceEpoch: Int64(moment.seconds)).description.dropLast() + ".\(milliseconds)Z")
    json.member("level", event.level.rawValue)
    json.member("event", fields.event)
    json.member("message", event.message.description)
    for (name, value) in fields.all {
      json.key(name)
      write(value, to: &json)
    }
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func write(_ value: Logger.MetadataValue, to json: inout JSONWriter) {
    switch value {
    case .string(let text): json.string(text)
    case .stringConvertible(let number as Int): json.number(number)
    case .stringConvertible(let number as Double): json.number(number, places: 6)
    case .stringConvertible(let flag as Bool): json.bool(flag)
    case .stringConvertible(let other): json.string(other.description)
    case .array(let elements):
      json.beginArray()
      for element in elements { write(element, to: &json) }
      json.endArray()
    case .dictionary(let members):
      json.beginObject()
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        json.key(name)
        write(value, to: &json)
      }
      json.endObject()
    }
  }
}

/// The fields of an event in the order in which they are shown: what it is about first, the rest by name.
private struct LogFields {
  /// What an event is about, the largest first.
  static let places = ["document", "stage", "code"]

  let event: String
  let all: [(name: String, value: Logger.MetadataValue)]

  init(_ fields: Logger.Metadata) {
    event = fields[EventName.field]?.description ?? EventName.note.rawValue
    let first = Self.places.compactMap { name in fields[name].map { (name, $0) } }
    let rest = fields.filter { $0.key != EventName.field && !Self.places.contains($0.key) }
    all = first + rest.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  var others: [(name: String, value: Logger.MetadataValue)] { all.filter { !Self.places.contains($0.name) } }

  func text(of name: String) -> String? {
    all.first { $0.name == name }.map { DiagnosticRenderer.printable($0.value.description) }
  }
}
