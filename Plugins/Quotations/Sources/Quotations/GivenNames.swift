import KZPipeGrammar
import KZPipeKit

/// Given names that one gender bears, read once from the module's data file.
struct GivenNames: Sendable {
  static let file = "given-names.tsv"

  private var genders = WordTable<Person.Gender>()

  init() {}

  /// - Throws: `StageError.Code.resource` with the line when the file cannot be read or a line has another form.
  init(context: StageContext) throws(StageError) {
    let resources = ModuleResources(package: "Quotations", target: "Quotations", context: context)
    let text = String(decoding: try resources.bytes(of: Self.file), as: UTF8.self)
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.utf8.first == UInt8(ascii: "#") || line == "name\tgender" { continue }
      let columns = line.split(separator: "\t")
      guard columns.count == 2, columns[1] == "f" || columns[1] == "m" else {
        throw StageError(
          .resource, "\(resources.path(Self.file)), line \(number): a name and f or m are expected",
          advice: "reinstall the module, or write the file again with Data/given_names.py")
      }
      genders.add(WordKey(columns[0]), columns[1] == "f" ? .female : .male)
    }
  }

  /// Gender of the first word of a name; unknown for initials and names that both bear.
  func gender(of name: String) -> Person.Gender {
    guard let first = name.split(whereSeparator: { $0 == " " || $0 == "-" }).first else { return .unknown }
    return genders[WordKey(first)] ?? .unknown
  }
}
