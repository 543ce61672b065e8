import KZPipeKit
import KZPipeText

/// The letter statistics of all languages of one script, in the form that counting asks them in.
///
/// Every n-gram that any of the languages keeps has a row of costs, one for each language, in half bits: -2 log2 of its
/// share among the language's n-grams. A language that does not keep it pays its floor.
struct ProfileTable: Sendable {
  /// One column.
  struct Profile: Sendable {
    var tag: String
    /// Cost of an unknown n-gram of one, two and three letters.
    var floors: [UInt8]
    var words: [[UInt8]] = []
  }

  let profiles: [Profile]
  private var rows: [UInt64: Int32] = [:]
  private var costs: [UInt8] = []
  private let floorRows: [UInt8]
  /// Function words with a bit for each language that has them.
  private var words: [[UInt8]: UInt64] = [:]

  /// - Parameter grams: for each profile its n-grams as (key, cost)
  init(profiles: [Profile], grams: [[(key: UInt64, length: Int, cost: UInt8)]]) {
    self.profiles = profiles
    let width = profiles.count
    floorRows = (0..<3).flatMap { n in profiles.map { $0.floors[n] } }
    for (column, list) in grams.enumerated() {
      for gram in list {
        let row: Int
        if let known = rows[gram.key] {
          row = Int(known)
        } else {
          row = costs.count / width
          rows[gram.key] = Int32(row)
          costs.append(contentsOf: floorRows[(gram.length - 1) * width..<gram.length * width])
        }
        costs[row * width + column] = gram.cost
      }
    }
    for (column, profile) in profiles.enumerated() {
      for word in profile.words { words[word, default: 0] |= 1 << UInt64(column) }
    }
  }

  /// Key of up to three letters.
  static func key(_ first: UInt32, _ second: UInt32 = 0, _ third: UInt32 = 0) -> UInt64 {
    UInt64(first) | UInt64(second) << 21 | UInt64(third) << 42
  }

  /// Adds an n-gram's costs.
  func add(_ key: UInt64, length: Int, to sums: inout [Int32]) {
    let width = profiles.count
    let start: Int
    if let row = rows[key] {
      start = Int(row) * width
      for column in 0..<width { sums[column] += Int32(costs[start + column]) }
    } else {
      start = (length - 1) * width
      for column in 0..<width { sums[column] += Int32(floorRows[start + column]) }
    }
  }

  /// The languages that `word` is a function word of, as bits.
  func languages(of word: [UInt8]) -> UInt64 { words[word] ?? 0 }
}

/// Reads `profiles.txt`; its format is described in `Training/build_profiles.py`.
enum ProfileReader {
  /// - Throws: `StageError.Code.resource` for a damaged file.
  static func tables(from bytes: [UInt8], path: String) throws(StageError) -> [Script: ProfileTable] {
    var order: [Script] = []
    var profiles: [Script: [ProfileTable.Profile]] = [:]
    var grams: [Script: [[(key: UInt64, length: Int, cost: UInt8)]]] = [:]
    var current: Script?
    var number = 0
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.hasPrefix("#") { continue }
      let damaged = StageError(
        .resource, "cannot understand line \(number) of \(path)", advice: "install the module's data files again")
      let fields = line.split(separator: " ")
      if fields[0] == "=" {
        let floors = fields.dropFirst(3).compactMap { UInt8($0) }
        guard fields.count == 6, floors.count == 3, let script = Script(rawValue: String(fields[2])) else {
          throw damaged
        }
        if profiles[script] == nil { order.append(script) }
        profiles[script, default: []].append(ProfileTable.Profile(tag: String(fields[1]), floors: floors))
        grams[script, default: []].append([])
        current = script
        continue
      }
      guard let script = current, let column = profiles[script]?.indices.last else { throw damaged }
      if fields[0] == "w" {
        profiles[script]?[column].words = fields.dropFirst().map { Array($0.utf8) }
        continue
      }
      guard fields.count == 3, let length = Int(fields[0]), (1...3).contains(length), let cost = UInt8(fields[1]) else {
        throw damaged
      }
      let letters = fields[2].unicodeScalars.map(\.value)
      guard letters.count.isMultiple(of: length) else { throw damaged }
      for start in stride(from: 0, to: letters.count, by: length) {
        let key = ProfileTable.key(
          letters[start], length > 1 ? letters[start + 1] : 0, length > 2 ? letters[start + 2] : 0)
        grams[script]?[column].append((key: key, length: length, cost: cost))
      }
    }
    guard !order.isEmpty, profiles.values.allSatisfy({ $0.count <= 64 }) else {
      throw StageError(
        .resource, "\(path) holds no language profiles", advice: "install the module's data files again")
    }
    var tables: [Script: ProfileTable] = [:]
    for script in order {
      tables[script] = ProfileTable(profiles: profiles[script] ?? [], grams: grams[script] ?? [])
    }
    return tables
  }
}
