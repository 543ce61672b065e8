import EntityTagging
import EntityText
import Gazetteers

/// A text with its labelled stretches.
public struct LabelledText: Sendable {
  public var text: String
  /// UTF-8 bytes.
  public var spans: [(range: Range<Int>, label: String)]
  /// How much the text counts in training.
  public var weight: Float

  public init(text: String, spans: [(range: Range<Int>, label: String)], weight: Float = 1) {
    self.text = text
    self.spans = spans
    self.weight = weight
  }

  /// Tokens with the label index of each; a token that a span cuts through counts to the span when it begins inside.
  func labelled(_ tokens: [Token], _ index: [String: Int]) -> [Int] {
    var out = [Int](repeating: 0, count: tokens.count)
    var at = 0
    for span in spans.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let begin = index["B-" + span.label], let inside = index["I-" + span.label] else { continue }
      while at < tokens.count, Int(tokens[at].end) <= span.range.lowerBound { at += 1 }
      var first = true
      while at < tokens.count, Int(tokens[at].start) < span.range.upperBound {
        out[at] = first ? begin : inside
        first = false
        at += 1
      }
    }
    return out
  }

  /// Reads CoNLL rows (token and tag in the first two columns; IO, IOB1 and IOB2 tags), a text for each sentence.
  ///
  /// Marks are attached to their words as in running text. `rename` maps labels; an empty string drops one.
  public static func conll(_ contents: String, rename: [String: String] = [:], weight: Float = 1) -> [LabelledText] {
    var out: [LabelledText] = []
    var words: [(String, String)] = []
    func flush() {
      if !words.isEmpty { out.append(sentence(words, rename, weight)) }
      words = []
    }
    for line in contents.split(separator: "\n", omittingEmptySubsequences: false) {
      let columns = line.split { $0 == " " || $0 == "\t" }
      if columns.isEmpty {
        flush()
      } else if columns.count >= 2, columns[0] != "-DOCSTART-" {
        words.append((String(columns[0]), String(columns[1])))
      }
    }
    flush()
    return out
  }

  private static func sentence(_ words: [(String, String)], _ rename: [String: String], _ weight: Float) -> LabelledText
  {
    var text = ""
    var spans: [(range: Range<Int>, label: String)] = []
    var open: (start: Int, label: String)?
    var end = 0
    for (word, tag) in words {
      let glued =
        text.isEmpty || [".", ",", ";", ":", "!", "?", ")", "'s", "’s", "%"].contains(word) || text.hasSuffix("(")
      let label = tag == "O" ? "" : String(tag.dropFirst(2))
      if let current = open, label != current.label || tag.hasPrefix("B-") {
        spans.append((current.start..<end, current.label))
        open = nil
      }
      if !glued { text += " " }
      if !label.isEmpty, open == nil { open = (text.utf8.count, label) }
      text += word
      end = text.utf8.count
    }
    if let current = open { spans.append((current.start..<end, current.label)) }
    let renamed = spans.compactMap { span -> (range: Range<Int>, label: String)? in
      let label = rename[span.label] ?? span.label
      return label.isEmpty ? nil : (span.range, label)
    }
    return LabelledText(text: text, spans: renamed, weight: weight)
  }
}
