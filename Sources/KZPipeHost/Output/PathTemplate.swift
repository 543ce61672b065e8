/// Names of output files with `{slug}`, `{date}`, `{language}` and `{id}`. What comes out is relative, has no `..`, and so
/// cannot leave the exporter's directory, whatever the document says.
public enum PathTemplate {
  public static let placeholders = ["slug", "date", "language", "id"]

  /// What a document gives for the placeholders.
  public struct Values: Sendable, Hashable {
    public var slug: String
    public var date: String
    public var language: String
    public var id: String

    public init(slug: String, date: String?, language: String?, id: String) {
      self.slug = slug
      self.date = date.map { SafeName.segment($0) } ?? "undated"
      self.language = language.map { SafeName.segment($0) } ?? "und"
      self.id = SafeName.segment(id)
    }

    subscript(name: Substring) -> String? {
      switch name {
      case "slug": slug
      case "date": date
      case "language": language
      case "id": id
      default: nil
      }
    }
  }

  /// What is wrong with a template, as the end of a sentence; `nil` when it is good.
  public static func fault(in template: String) -> String? {
    if template.isEmpty { return "is empty" }
    if FilePath.isAbsolute(template) { return "is an absolute path" }
    if template.utf8.last == FilePath.slash { return "names a directory, not a file" }
    if template.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "holds a control character" }
    if FilePath.segments(of: template).contains("..") { return "leaves the output directory" }
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return "has a \"{\" without \"}\"" }
      let name = rest[rest.index(after: open)..<close]
      guard placeholders.contains(String(name)) else {
        let near = NearestName.of(String(name), among: placeholders).map { " (did you mean \"{\($0)}\"?)" } ?? ""
        return "has the unknown placeholder \"{\(name)}\"\(near)"
      }
      rest = rest[rest.index(after: close)...]
    }
    return nil
  }

  /// The path for one document; `nil` when the template has a fault.
  public static func path(_ template: String, _ values: Values) -> String? {
    guard fault(in: template) == nil else { return nil }
    var out = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      out += rest[..<open]
      out += values[rest[rest.index(after: open)..<close]] ?? ""
      rest = rest[rest.index(after: close)...]
    }
    out += rest
    let path = FilePath.normalised(out)
    // Two harmless pieces can meet to a harmful one: `.{slug}` with the slug `./x`.
    return path == "." || FilePath.isAbsolute(path) || FilePath.segments(of: path).contains("..") ? nil : path
  }
}
