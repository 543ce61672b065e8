/// Where something stands in a file.
public struct Place: Sendable, Hashable, Comparable {
  /// Path as given by the user, or the command-line option that carried the text.
  public var file: String
  /// From 1; 0 for the file as a whole.
  public var line: Int
  /// From 1, in Unicode scalars; 0 for the line as a whole.
  public var column: Int

  public init(_ file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (a: Place, b: Place) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

/// One thing that is wrong, or looks wrong, before a document is touched: data apart from words.
///
/// Every problem has a stable code; `DiagnosticRenderer` is the one place that turns it into text.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning }

  public var severity: Severity
  public var code: DiagnosticCode
  public var place: Place?
  /// One sentence without a full stop, the culprit in quotes.
  public var message: String
  /// A name that was probably meant; only set when it is near.
  public var suggestion: String?
  /// What is allowed, what to do next; each a line.
  public var notes: [String]

  public init(
    _ code: DiagnosticCode, _ message: String, at place: Place? = nil, severity: Severity = .error,
    suggestion: String? = nil, notes: [String] = []
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.message = message
    self.suggestion = suggestion
    self.notes = notes
  }

  public var isError: Bool { severity == .error }
}

/// Everything that was found wrong at once.
public struct Diagnostics: Error, Sendable {
  public var all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = all }

  public var hasErrors: Bool { all.contains(where: \.isError) }

  /// In the order of the file; what has no place comes first.
  public var sorted: [Diagnostic] {
    all.enumerated().sorted { a, b in
      switch (a.element.place, b.element.place) {
      case (let x?, let y?): x == y ? a.offset < b.offset : x < y
      case (nil, _?): true
      case (_?, nil): false
      case (nil, nil): a.offset < b.offset
      }
    }.map(\.element)
  }
}
