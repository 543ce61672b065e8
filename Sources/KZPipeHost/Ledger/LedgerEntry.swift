/// What the ledger holds of one document.
public struct LedgerEntry: Sendable, Hashable {
  public enum State: Int, Sendable, CaseIterable {
    case exported = 1
    /// A page without an article, by the configuration's will.
    case skipped = 2
    /// In the dead letter.
    case failed = 3
  }

  /// The document's input id: its slug, unique in a run, which also names its outputs.
  public var slug: String
  public var uri: String
  /// SHA-256 of the bytes as received (a file as it lies there, a line of a JSON Lines file); empty when unreadable.
  public var contentSHA256: [UInt8]
  /// Number of the `LedgerSetup` that it was processed with.
  public var setup: Int
  /// Run that processed it last.
  public var run: Int
  /// Volume that holds its records; 0 when they are in none any more.
  public var volume: Int
  /// Position in its volume, from 0.
  public var sequence: Int
  public var state: State
  /// How often it failed; 0 for a document that never did.
  public var attempts: Int
  /// Of the failure.
  public var stage: String?
  public var code: String?
  public var articleID: String?
  public var outputs: [LedgerOutput]

  var hasRecords: Bool { outputs.contains { $0.offset != nil } }
}

/// A piece of output that is on the disk.
public struct LedgerOutput: Sendable, Hashable {
  public var exporter: String
  /// Relative to the exporter's directory, placeholders filled in, as the exporter wished it.
  public var wanted: String
  /// The name that it got.
  public var name: String
  /// Where the record begins in the shared file `name`; `nil` for a file of its own.
  public var offset: Int?
  /// Bytes.
  public var length: Int
  /// 32 bytes.
  public var sha256: [UInt8]

  /// The same record, wherever it lies.
  func hasContents(of other: LedgerOutput) -> Bool {
    exporter == other.exporter && wanted == other.wanted && name == other.name && length == other.length
      && sha256 == other.sha256 && (offset == nil) == (other.offset == nil)
  }
}

/// The column `outputs`: a line an output, fields separated by tabulators; names hold neither.
///
///     newsml_g2 <tab> snow.xml <tab> <tab> <tab> 9120 <tab> 5f3a…      a file; the wanted name only when it differs
///     article_json <tab> articles.jsonl <tab> <tab> 88122 <tab> 5120 <tab> 00c1…    a record at byte 88122
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
    }
    return text
  }

  /// `nil` when the text is damaged.
  static func outputs(of text: String) -> [LedgerOutput]? {
    var outputs: [LedgerOutput] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count == 6, let length = Int(Substring(fields[4])), let sha256 = Hex.bytes(fields[5]),
        let name = String(fields[1]), let exporter = String(fields[0]), let wanted = String(fields[2])
      else { return nil }
      var offset: Int?
      if !fields[3].isEmpty {
        guard let number = Int(Substring(fields[3])) else { return nil }
        offset = number
      }
      outputs.append(
        LedgerOutput(
          exporter: exporter, wanted: wanted.isEmpty ? name : wanted, name: name, offset: offset, length: length,
          sha256: sha256))
    }
    return outputs
  }
}

/// Hexadecimal digits, lower case.
enum Hex {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: bytes.count * 2) { out in
      for (index, byte) in bytes.enumerated() {
        out[2 * index] = digits[Int(byte >> 4)]
        out[2 * index + 1] = digits[Int(byte & 15)]
      }
      return bytes.count * 2
    }
  }

  static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    var high: UInt8?
    for digit in text {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return high == nil ? bytes : nil
  }
}
