import Foundation

/// Files of the shared benchmark folder beside the repository; `nil` when it is not there.
enum Shared {
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared")

  static func bytes(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: root.appendingPathComponent(path))).map { [UInt8]($0) }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}

func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

/// Texts that try a scanner: any bytes, text of many scripts, marks and joiners in odd places.
func hostileTexts(_ count: Int, seed: UInt64) -> [[UInt8]] {
  var random = Seeded(seed)
  let pieces: [String] = [
    "a", "B", "é", "e\u{301}", "ж", "Қ", "한", "漢", "か", "カ", "ا", "א", "ไ", "😀", "👩\u{200D}🚀", " ", "\n", "\n\n", "\t",
    "\u{A0}",
    "\u{200B}", "\u{AD}", "\u{FEFF}", ".", "!", "?", "…", "。", "“", "”", "«", "»", "'", "’", "\"", ")", "[1]", "3",
    "14", ",", "-",
    "\u{0}", "\u{1B}", "\u{85}", "\u{2028}", "\u{301}", "\u{FFFD}", "\u{10FFFF}", "Mr.", "U.S.", "г.", "Ã©", "â€™",
    "Р°",
  ]
  return (0..<count).map { _ in
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      } else {
        bytes += (pieces.randomElement(using: &random) ?? "").utf8
      }
    }
    return bytes
  }
}
