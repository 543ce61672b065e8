import Foundation

/// The model that Training/make_fixture.py wrote, and what LightGBM says to its rows.
enum Fixture {
  struct Case {
    var features: [Float]
    var raw: Float
    var probability: Float
  }

  static func path(_ name: String, file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path(name)))) }

  static func cases() throws -> [Case] {
    let text = String(decoding: try bytes("small.tsv"), as: UTF8.self)
    return text.split(separator: "\n").map { line in
      let values = line.split(separator: "\t").map { Float($0) ?? .nan }
      return Case(
        features: Array(values.dropLast(2)), raw: values[values.count - 2], probability: values[values.count - 1])
    }
  }

  /// The bytes with the checksum that fits them.
  static func resealed(_ bytes: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes[..<40] + bytes[48...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var result = bytes
    for offset in 0..<8 { result[40 + offset] = UInt8(truncatingIfNeeded: hash >> UInt64(8 * offset)) }
    return result
  }
}
