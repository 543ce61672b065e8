import KZPipeJSON

/// The JSON reader, strict and tolerant; what was read is written and read again.
struct JSONTarget: FuzzTarget {
  static let name = "json"

  init() {}

  func run(_ bytes: [UInt8]) {
    for tolerant in [false, true] {
      guard let value = try? JSONValue.parse(bytes, tolerant: tolerant, maximumDepth: 64) else { continue }
      var writer = JSONWriter()
      writer.value(value)
      do {
        let again = try JSONValue.parse(writer.bytes, maximumDepth: 64)
        require(again == value, "a value changed on its way out and in")
      } catch {
        require(false, "what was written cannot be read: \(error)")
      }
    }
  }
}
