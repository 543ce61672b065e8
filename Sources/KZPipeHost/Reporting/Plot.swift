/// Plots in inline SVG, coloured by the style sheet around them.
enum Plot {
  /// A bar as long as `part` of its cell, 0 to 1.
  static func bar(_ part: Double, style: String = "") -> String {
    let percent = NumberText.fixed(max(0, min(1, part.isFinite ? part : 0)) * 100, 1)
    return "<svg class=\"bar \(style)\" aria-hidden=\"true\"><rect width=\"\(percent)%\" height=\"100%\"/></svg>"
  }

  /// A bar for each word, the longest over the whole width.
  static func rows(_ rows: [(word: String, count: Int)], style: String = "") -> String {
    let most = max(1, rows.map(\.count).max() ?? 1)
    var html = "<ul class=\"rows\">\n"
    for row in rows {
      let word = HTMLText.escaped(String(row.word.prefix(200)))
      html += "<li><span class=\"word\" dir=\"auto\" title=\"\(word)\">\(word)</span>"
      html += bar(Double(row.count) / Double(most), style: style)
      html += "<span class=\"number\">\(row.count)</span></li>\n"
    }
    return html + "</ul>\n"
  }

  /// A column for each bucket, with the first and the last label below.
  static func columns(_ columns: [(label: String, count: Int)], describing text: String) -> String {
    guard let first = columns.first, let last = columns.last else { return "" }
    let most = max(1, columns.map(\.count).max() ?? 1)
    let step = 100 / Double(columns.count)
    var html = "<svg class=\"columns\" role=\"img\" aria-label=\"\(HTMLText.escaped(text))\">"
    for (index, column) in columns.enumerated() where column.count > 0 {
      let height = max(1.5, Double(column.count) / Double(most) * 100)
      html +=
        "<rect x=\"\(NumberText.fixed((Double(index) + 0.08) * step, 3))%\" y=\"\(NumberText.fixed(100 - height, 2))%\" "
      html += "width=\"\(NumberText.fixed(step * 0.84, 3))%\" height=\"\(NumberText.fixed(height, 2))%\">"
      html += "<title>\(HTMLText.escaped("\(column.label): \(column.count)"))</title></rect>"
    }
    html += "</svg>\n<div class=\"axis\"><span>\(HTMLText.escaped(first.label))</span>"
    html += "<span>at most \(most)</span><span>\(HTMLText.escaped(last.label))</span></div>\n"
    return html
  }
}
