/// The column `outputs`: a line an output, fields separated by tabulators; names hold neither.
///
///     newsml_g2 <tab> snow.xml <tab> <tab> <tab> 9120 <tab> 5f3a…      a file; the wanted name only when it differs
///     article_json <tab> articles.jsonl <tab> <tab> 88122 <tab> 5120 <tab> 00c1…    a record at byte 88122
///     newsml_g2 <tab> snow.xml <tab> <tab> 1536 <tab> 9120 <tab> 5f3a… <tab> newsml_g2-00001.tar    in a part of a pack
enum LedgerOutputText {
  static func text(of outputs: [LedgerOutput]) -> String {
    var text = ""
    for output in outputs {
      if !text.isEmpty { text += "\n" }
      text += output.exporter
      text += "\t"
      text += output.name
      text += "\t"
      if output.wanted != output.name { text += output.wanted }
      text += "\t"
      if let offset = output.offset { text += String(offset) }
      text += "\t"
      text += String(output.length)
      text += "\t"
      text += Hex.text(output.sha256)
      if let part = output.part {
        text += "\t"
        text += part
      }
    }
    return text
  }

  /// `nil` when the text is damaged.
  static func outputs(of text: String) -> [LedgerOutput]? {
    var text = text
    // One pass over the bytes: a run over what is done reads nothing more often than this.
    return text.withUTF8 { outputs(of: $0) }
  }

  private static func outputs(of bytes: UnsafeBufferPointer<UInt8>) -> [LedgerOutput]? {
    var outputs: [LedgerOutput] = []
    var position = 0
    while position < bytes.count {
      guard let output = output(of: bytes, at: &position) else { return nil }
      outputs.append(output)
    }
    return outputs
  }

  private static func output(of bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> LedgerOutput? {
    let exporter = field(of: bytes, at: &position)
    guard let name = following(in: bytes, at: &position), let wanted = following(in: bytes, at: &position),
      let offset = following(in: bytes, at: &position), offset.isEmpty || number(offset) != nil,
      let length = following(in: bytes, at: &position).flatMap(number),
      let sha256 = following(in: bytes, at: &position).flatMap(Hex.bytes)
    else { return nil }
    let part = following(in: bytes, at: &position)
    guard position > bytes.count || bytes[position - 1] == lineFeed else { return nil }
    let nameText = string(name)
    return LedgerOutput(
      exporter: string(exporter), wanted: wanted.isEmpty ? nameText : string(wanted), name: nameText,
      offset: number(offset), part: part.map(string), length: length, sha256: sha256)
  }

  private static let tabulator = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")

  /// The bytes up to the next tabulator or line feed, which is passed, or to the end.
  private static func field(of bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Slice<
    UnsafeBufferPointer<UInt8>
  > {
    let begin = position
    while position < bytes.count, bytes[position] != tabulator, bytes[position] != lineFeed { position += 1 }
    defer { position += 1 }
    return bytes[begin..<position]
  }

  /// The field behind a tabulator; `nil` when the line has ended.
  private static func following(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Slice<
    UnsafeBufferPointer<UInt8>
  >? {
    guard position <= bytes.count, bytes[position - 1] == tabulator else { return nil }
    return field(of: bytes, at: &position)
  }

  private static func string(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
  }

  /// Decimal digits without a sign, up to eighteen.
  private static func number(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var number = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }
}
