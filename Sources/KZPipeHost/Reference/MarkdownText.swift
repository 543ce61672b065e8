/// Markdown for reference pages.
enum MarkdownText {
  /// First line of every page that is printed from the code.
  static let mark = "<!-- Printed from the code by `make docs`; edit the code instead. -->\n\n"

  /// A table; a row with fewer cells than titles is filled up.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    var text =
      "| " + titles.joined(separator: " | ") + " |\n|" + String(repeating: " --- |", count: titles.count) + "\n"
    for row in rows {
      let cells = row + Array(repeating: "", count: max(0, titles.count - row.count))
      text += "| " + cells.map(cell).joined(separator: " | ") + " |\n"
    }
    return text
  }

  static func code(_ text: String) -> String { text.isEmpty ? "" : "`\(text)`" }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
