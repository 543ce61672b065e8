import KZPipeNewsRules

/// NewsML-G2 and NITF files as `kzpipe validate` reads them.
struct NewsXMLTarget: FuzzTarget {
  static let name = "newsxml"

  init() {}

  func run(_ bytes: [UInt8]) {
    var book = RuleBook()
    _ = book.findings(in: bytes, file: "fuzz.xml")
    _ = book.unresolved()
  }
}
