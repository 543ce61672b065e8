import KZPipeKit
import KZPipeText

/// Reads `profiles.txt`; its format is described in `Training/build_profiles.py`.
struct ProfileReader {
  private let path: String
  private var profiles: [Script: [Profile]] = [:]
  private var current: Profile?
  private var script: Script?

  private init(path: String) { self.path = path }

  /// - Throws: `StageError.Code.resource` for a damaged file.
  static func tables(from bytes: [UInt8], path: String) throws(StageError) -> [Script: ProfileTable] {
    var reader = ProfileReader(path: path)
    var number = 0
    var start = 0
    var fields: [ArraySlice<UInt8>] = []
    // By bytes and without strings: reading the table is what making the stage costs.
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[start..<end]
      start = end + 1
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      fields.removeAll(keepingCapacity: true)
      fields += line.split(separator: UInt8(ascii: " "))
      guard reader.read(fields) else {
        throw StageError(
          .resource, "cannot understand line \(number) of \(path)", advice: "install the module's data files again")
      }
    }
    reader.close()
    guard !reader.profiles.isEmpty, reader.profiles.values.allSatisfy({ $0.count <= 64 }) else {
      throw StageError(
        .resource, "\(path) holds no language profiles", advice: "install the module's data files again")
    }
    return reader.profiles.mapValues(ProfileTable.init)
  }

  private mutating func close() {
    if let script, let current { profiles[script, default: []].append(current) }
    current = nil
  }

  /// Takes one line; false when it makes no sense.
  private mutating func read(_ fields: [ArraySlice<UInt8>]) -> Bool {
    switch fields.first?.first {
    case UInt8(ascii: "="): return open(fields.map { String(decoding: $0, as: UTF8.self) })
    case UInt8(ascii: "w"):
      current?.words = fields.dropFirst().map(Array.init)
      return current != nil
    default: return readGrams(fields)
    }
  }

  private mutating func open(_ fields: [String]) -> Bool {
    close()
    let numbers = fields.dropFirst(3).prefix(4).compactMap { UInt8($0) }
    let means = fields.dropFirst(7).compactMap { Double($0) }
    guard fields.count == 10, fields[0] == "=", numbers.count == 4, means.count == 3,
      let script = Script(rawValue: fields[2])
    else { return false }
    self.script = script
    current = Profile(tag: fields[1], prior: numbers[0], floors: Array(numbers[1...]), means: means)
    return true
  }

  private mutating func readGrams(_ fields: [ArraySlice<UInt8>]) -> Bool {
    guard current != nil, fields.count == 3, let length = Self.number(fields[0]), (1...3).contains(length),
      let cost = Self.number(fields[1]).flatMap({ UInt8(exactly: $0) })
    else { return false }
    var letters = ScalarIterator(fields[2])
    while let first = letters.next() {
      var gram = (first.scalar.value, UInt32(0), UInt32(0))
      if length > 1 {
        guard let second = letters.next() else { return false }
        gram.1 = second.scalar.value
      }
      if length > 2 {
        guard let third = letters.next() else { return false }
        gram.2 = third.scalar.value
      }
      current?.grams.append(Profile.Gram(key: Profile.key(gram.0, gram.1, gram.2), length: length, cost: cost))
    }
    return true
  }

  /// A decimal number of up to four digits.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
