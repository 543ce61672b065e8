import KZPipeJSON

/// Manual pages (roff, macros of man(7)) made of the description that ArgumentParser gives of a command line.
public enum ManualPages {
  /// `kzpipe.1`, `kzpipe-run.1` and so on, for every command that help shows.
  /// - Parameter description: what `--experimental-dump-help` prints
  /// - Throws: `JSONError` for anything else
  public static func all(description: [UInt8], version: String) throws -> [(name: String, text: String)] {
    let root = try JSONValue.parse(description)
    return root["command"].map { pages(of: $0, path: [], version: version) } ?? []
  }

  private static func pages(
    of command: JSONValue, path: [String], version: String
  ) -> [(name: String, text: String)] {
    guard let name = command["commandName"]?.string, isShown(command), name != "help" || path.isEmpty else { return [] }
    let path = path + [name]
    let page = (name: path.joined(separator: "-") + ".1", text: page(of: command, path: path, version: version))
    return [page] + subcommands(of: command).flatMap { pages(of: $0, path: path, version: version) }
  }

  private static func isShown(_ value: JSONValue) -> Bool { value["shouldDisplay"]?.bool ?? true }

  private static func subcommands(of command: JSONValue) -> [JSONValue] {
    (command["subcommands"]?.array ?? []).filter { isShown($0) && $0["commandName"]?.string != "help" }
  }

  private static func arguments(of command: JSONValue) -> [JSONValue] {
    (command["arguments"]?.array ?? []).filter(isShown)
  }

  // MARK: One page

  private static func page(of command: JSONValue, path: [String], version: String) -> String {
    let title = path.joined(separator: "-")
    let abstract = command["abstract"]?.string ?? ""
    var lines = [
      ".TH \(escaped(title.uppercased())) 1 \"\" \"kzpipe \(escaped(version))\" \"User Commands\"",
      ".SH NAME", "\(escaped(title)) \\- \(escaped(abstract.removingFullStop))", ".SH SYNOPSIS",
      synopsis(of: command, path: path),
    ]
    let (description, sections) = parts(of: command["discussion"]?.string ?? "")
    if !description.isEmpty { lines += [".SH DESCRIPTION"] + paragraphs(description) }
    let options = arguments(of: command)
    if !options.isEmpty { lines += [".SH OPTIONS"] + options.flatMap(option) }
    let commands = subcommands(of: command)
    if !commands.isEmpty {
      lines.append(".SH COMMANDS")
      for inner in commands {
        lines += [
          ".TP", "\\fB\(escaped(inner["commandName"]?.string ?? ""))\\fR", escaped(inner["abstract"]?.string ?? ""),
        ]
      }
    }
    for section in sections { lines += [".SH \(section.title)", ".nf"] + section.lines.map(escaped) + [".fi"] }
    let related =
      path.count > 1
      ? [path.dropLast().joined(separator: "-")]
      : commands.compactMap { $0["commandName"]?.string }.map {
        "\(title)-\($0)"
      }
    lines += [".SH SEE ALSO", related.map { "\\fB\(escaped($0))\\fR(1)" }.joined(separator: ",\n")]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func synopsis(of command: JSONValue, path: [String]) -> String {
    let words = arguments(of: command).filter { name(of: $0) != "--help" && name(of: $0) != "--version" }.map { item in
      var text = name(of: item)
      if item["kind"]?.string != "flag" {
        let value = "<\(item["valueName"]?.string ?? "value")>"
        text = text.isEmpty ? value : "\(text) \(value)"
      }
      if item["isRepeating"]?.bool == true { text += " ..." }
      return item["isOptional"]?.bool == true ? "[\(text)]" : text
    }
    let ending = subcommands(of: command).isEmpty ? [] : ["<command>"]
    return escaped((path + words + ending).joined(separator: " "))
  }

  /// `--config`; empty for an argument that has its place instead of a name.
  private static func name(of argument: JSONValue) -> String {
    argument["preferredName"].map(written) ?? ""
  }

  private static func written(_ name: JSONValue) -> String {
    (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
  }

  private static func option(_ argument: JSONValue) -> [String] {
    let value = "<\(argument["valueName"]?.string ?? "value")>"
    let names = (argument["names"]?.array ?? []).map(written)
    var head = names.isEmpty ? value : names.joined(separator: ", ")
    if !names.isEmpty, argument["kind"]?.string == "option" { head += " " + value }
    var text = argument["abstract"]?.string ?? ""
    if let fallback = argument["defaultValue"]?.string, argument["kind"]?.string != "flag" {
      text += " (default: \(fallback))"
    }
    return [".TP", "\\fB\(escaped(head))\\fR", escaped(text)]
  }

  // MARK: Text

  /// The discussion without its sections in capitals, such as EXAMPLES, and these.
  private static func parts(of text: String) -> (description: String, sections: [(title: String, lines: [String])]) {
    var description: [String] = []
    var sections: [(title: String, lines: [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasSuffix(":"), line.utf8.dropLast().allSatisfy({ (65...90).contains($0) || $0 == 32 }), line.count > 1 {
        sections.append((String(line.dropLast()), []))
      } else if sections.isEmpty {
        description.append(line)
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return (description.joined(separator: "\n"), sections)
  }

  /// Running text is filled, indented text stays as it is.
  private static func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isLiteral = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let wantsLiteral = line.hasPrefix(" ")
      if line.isEmpty {
        lines.append(isLiteral ? "" : ".PP")
        continue
      }
      if wantsLiteral != isLiteral { lines.append(wantsLiteral ? ".nf" : ".fi") }
      isLiteral = wantsLiteral
      lines.append(escaped(String(line)))
    }
    if isLiteral { lines.append(".fi") }
    while lines.last == ".PP" { lines.removeLast() }
    return lines
  }

  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}

extension String {
  fileprivate var removingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
