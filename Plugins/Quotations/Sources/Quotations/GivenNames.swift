import KZPipeGrammar
import KZPipeKit

/// Given names that one gender bears: a table of sorted lines, searched in place.
struct GivenNames: Sendable {
  static let file = "given-names.tsv"
  private static let header = Array("name\tgender\n".utf8)
  /// Bytes of the longest name looked for.
  private static let longest = 60

  private let bytes: [UInt8]
  /// Where the sorted lines begin.
  private let first: Int

  init() {
    bytes = []
    first = 0
  }

  /// - Throws: `StageError.Code.resource` when the file cannot be read or its columns are not named.
  init(context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "Quotations", target: "Quotations", context: context)
    bytes = try resources.bytes(of: Self.file)
    // One line of comment, then the columns' names.
    guard let comment = bytes.firstIndex(of: 0x0A), bytes.dropFirst(comment + 1).starts(with: Self.header) else {
      throw StageError(
        .resource, "\(resources.path(Self.file)): the second line has to be name and gender",
        advice: "reinstall the module, or write the file again with Data/given_names.py")
    }
    first = comment + 1 + Self.header.count
  }

  /// Gender of the first word of a name; unknown for initials and names that both bear.
  func gender(of name: String) -> Person.Gender {
    guard let word = name.split(whereSeparator: { $0 == " " || $0 == "-" }).first, word.utf8.count <= Self.longest
    else { return .unknown }
    let key = Array(word.lowercased().utf8) + [UInt8(ascii: "\t")]
    var low = first
    var high = bytes.count
    while low < high {
      var start = (low + high) / 2
      while start > low, bytes[start - 1] != 0x0A { start -= 1 }
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<end]
      if line.starts(with: key) {
        return line.last == UInt8(ascii: "f") ? .female : line.last == UInt8(ascii: "m") ? .male : .unknown
      }
      if line.lexicographicallyPrecedes(key) { low = end + 1 } else { high = start }
    }
    return .unknown
  }
}
