/// The one place that turns problems into text.
///
///     pipeline.yaml:14:9: error[KZ0103]: unknown option "giud_authority" of stage newsml_g2 (did you mean "guid_authority"?)
///       allowed: guid_authority, path, provider
///       see docs/reference/diagnostics.md#kz0103
public enum DiagnosticRenderer {
  /// The problem with the place where its code is explained.
  public static func report(of diagnostic: Diagnostic) -> String {
    text(of: diagnostic) + "\n  see " + DiagnosticGuide.reference(of: diagnostic.code)
  }

  public static func text(of diagnostic: Diagnostic) -> String {
    var text = ""
    if let place = diagnostic.place {
      text += printable(place.file)
      if place.line > 0 { text += ":\(place.line)" }
      if place.line > 0, place.column > 0 { text += ":\(place.column)" }
      text += ": "
    } else {
      text += "kzpipe: "
    }
    text += "\(diagnostic.severity.rawValue)[\(diagnostic.code.text)]: \(printable(diagnostic.message))"
    if let suggestion = diagnostic.suggestion { text += " (did you mean \"\(printable(suggestion))\"?)" }
    for note in diagnostic.notes { text += "\n  " + printable(note) }
    return text
  }

  /// Control characters of names and values must neither break the line nor steer a terminal.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var out = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        out += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}
