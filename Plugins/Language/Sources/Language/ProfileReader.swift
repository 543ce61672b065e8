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
    // By bytes: finding the ends of characters would be half of the work of making the stage.
    let text = String(decoding: bytes, as: UTF8.self).utf8
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      guard reader.read(line.split(separator: UInt8(ascii: " ")).map({ Substring($0) })) else {
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
  private mutating func read(_ fields: [Substring]) -> Bool {
    switch fields.first {
    case "=": return open(fields)
    case "w":
      current?.words = fields.dropFirst().map { Array($0.utf8) }
      return current != nil
    default: return readGrams(fields)
    }
  }

  private mutating func open(_ fields: [Substring]) -> Bool {
    close()
    let numbers = fields.dropFirst(3).prefix(4).compactMap { UInt8($0) }
    let means = fields.dropFirst(7).compactMap { Double($0) }
    guard fields.count == 10, numbers.count == 4, means.count == 3, let script = Script(rawValue: String(fields[2]))
    else {
      return false
    }
    self.script = script
    current = Profile(tag: String(fields[1]), prior: numbers[0], floors: Array(numbers[1...]), means: means)
    return true
  }

  private mutating func readGrams(_ fields: [Substring]) -> Bool {
    guard current != nil, fields.count == 3, let length = Int(fields[0]), (1...3).contains(length),
      let cost = UInt8(fields[1])
    else { return false }
    let letters = fields[2].unicodeScalars.map(\.value)
    guard !letters.isEmpty, letters.count.isMultiple(of: length) else { return false }
    for start in stride(from: 0, to: letters.count, by: length) {
      let key = Profile.key(
        letters[start], length > 1 ? letters[start + 1] : 0, length > 2 ? letters[start + 2] : 0)
      current?.grams.append(Profile.Gram(key: key, length: length, cost: cost))
    }
    return true
  }
}
