/// What a file's name says about it.
struct FileKind: Hashable {
  enum Form: Hashable {
    /// One document; its media type when the extension tells.
    case document(mediaType: String?)
    /// One page a line.
    case jsonLines
    /// Captures of pages.
    case webArchive
    /// Entries with their texts. Feeds may also hide behind `.xml`.
    case feed
  }

  var form: Form
  var isGzip: Bool
  /// The name without the extensions that are known.
  var stem: String

  /// - Returns: always something; `isKnown` tells whether the extension is one of ours.
  init(name: String) {
    var rest = Substring(name)
    isGzip = false
    if let gz = Self.split(rest, "gz") {
      isGzip = true
      rest = gz
    }
    for (ext, container) in [("jsonl", Form.jsonLines), ("warc", .webArchive), ("rss", .feed), ("atom", .feed)] {
      if let base = Self.split(rest, ext) {
        form = container
        stem = String(base)
        return
      }
    }
    for ext in ["txt", "text", "html", "htm", "xhtml", "xml"] {
      if let base = Self.split(rest, ext) {
        form = .document(mediaType: MediaType.of(extension: ext))
        stem = String(base)
        return
      }
    }
    form = .document(mediaType: nil)
    stem = String(rest)
  }

  var isKnown: Bool { form != .document(mediaType: nil) }

  private static func split(_ name: Substring, _ ext: String) -> Substring? {
    let suffix = "." + ext
    guard name.utf8.count > suffix.utf8.count, name.suffix(suffix.count).lowercased() == suffix else { return nil }
    return name.dropLast(suffix.count)
  }
}
