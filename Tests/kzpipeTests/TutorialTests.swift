import Foundation
import Testing

/// The tutorial does what it says: its commands are run in order, in one shell, in an empty directory.
///
/// A block `console` holds commands behind `$ ` and what they print; `…` stands for any text, and alone on a line for any
/// lines. A block with `title=PATH` is a file that the reader writes. Other blocks are not run.
@Suite struct TutorialTests {
  @Test(arguments: ["docs/tutorial.md"])
  func everyCommandPrintsWhatIsShown(_ name: String) throws {
    let page = Kzpipe.root.appendingPathComponent(name)
    var script = ""
    var commands: [Command] = []
    for block in try MarkdownBlock.all(in: page) {
      if block.remark.hasPrefix("title=") {
        let path = block.remark.dropFirst("title=".count)
        let bytes = Data(block.text.utf8).base64EncodedString()
        script += "mkdir -p \"$(dirname '\(path)')\" && echo \(bytes) | base64 -d > '\(path)'\n"
      } else if block.language == "console" {
        for command in Command.all(in: block) {
          script += "printf '\\036\(commands.count)\\n'\n\(command.text)\n"
          commands.append(command)
        }
      }
    }
    #expect(commands.count >= 10)
    let scratch = try Scratch()
    let result = try Kzpipe.shell(
      "cd \"$1\" && exec 2>&1 && export PATH=\"$2:$PATH\" && eval \"$3\"",
      [scratch.path, Kzpipe.products.path, script],
      // The package manager leaves temporary directories behind.
      environment: ["SOURCE_DATE_EPOCH": "1790000000", "TMPDIR": scratch.path])
    var printed = [String](repeating: "", count: commands.count)
    for part in result.output.split(separator: "\u{1E}") {
      guard let end = part.firstIndex(of: "\n"), let number = Int(part[..<end]), commands.indices.contains(number)
      else {
        continue
      }
      printed[number] = String(part[part.index(after: end)...])
    }
    for (command, output) in zip(commands, printed) {
      #expect(
        command.expects(output),
        "\(name):\(command.line): $ \(command.text)\nshould print\n\(command.output.joined(separator: "\n"))\nand prints\n\(output)"
      )
    }
  }

  @Test(arguments: [
    ("a…c", "abc", true), ("a…c", "abd", false), ("a\n…\nb", "a\nb", true), ("a\n…\nb", "a\nx\ny\nb", true),
    ("a", "a\nb", false), ("", "", true), ("", "a", false), ("…", "", true), ("a\n", "a", true), ("a…", "a", true),
    ("a\n…\nb", "a\nb\nc", false),
  ])
  func patternsStandForWhatTheyShow(_ pattern: String, output: String, fits: Bool) {
    let lines = pattern.split(separator: "\n").map(String.init)
    #expect(Command(text: "", line: 0, output: lines).expects(output) == fits)
  }
}

private struct Command {
  var text: String
  var line: Int
  var output: [String]

  static func all(in block: MarkdownBlock) -> [Command] {
    var commands: [Command] = []
    for (index, line) in block.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("$ ") {
        commands.append(Command(text: String(line.dropFirst(2)), line: block.line + index, output: []))
      } else if !commands.isEmpty {
        commands[commands.count - 1].output.append(String(line))
      }
    }
    return commands
  }

  func expects(_ text: String) -> Bool {
    Self.fits(
      Self.trimmed(output)[...],
      Self.trimmed(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))[...])
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    Array(lines.reversed().drop { $0.isEmpty }.reversed())
  }

  private static func fits(_ patterns: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
    guard let first = patterns.first else { return lines.isEmpty }
    if first == "…" {
      return (lines.startIndex...lines.endIndex).contains { fits(patterns.dropFirst(), lines[$0...]) }
    }
    guard let line = lines.first, fits(first, line) else { return false }
    return fits(patterns.dropFirst(), lines.dropFirst())
  }

  private static func fits(_ pattern: String, _ line: String) -> Bool {
    let pieces = pattern.components(separatedBy: "…")
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return pattern == line }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let range = rest.range(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
