import KZPipeJSON

/// Why a JSON value is no record: where, as a JSON Pointer, and what is wrong, without the value itself.
public struct RecordFault: Error, Sendable, Hashable {
  public var place: String
  public var reason: String

  public init(_ reason: String, at place: String = "") {
    self.place = place
    self.reason = reason
  }

  func under(_ step: String) -> RecordFault { RecordFault(reason, at: "/" + step + place) }
}

/// An object of a record with its members; what is there has to be of the right type.
struct RecordObject {
  let value: JSONValue

  init(_ value: JSONValue) throws(RecordFault) {
    guard case .object = value else { throw RecordFault("is no object") }
    self.value = value
  }

  func has(_ name: String) -> Bool { member(name) != nil }

  /// `nil` and `null` are the same.
  private func member(_ name: String) -> JSONValue? { value[name].flatMap { $0.isNull ? nil : $0 } }

  func string(_ name: String) throws(RecordFault) -> String? {
    guard let value = member(name) else { return nil }
    guard let text = value.string else { throw RecordFault("is no string", at: "/" + name) }
    return text
  }

  func requiredString(_ name: String) throws(RecordFault) -> String {
    guard let text = try string(name) else { throw RecordFault("is missing", at: "/" + name) }
    return text
  }

  func integer(_ name: String) throws(RecordFault) -> Int? {
    guard let value = member(name) else { return nil }
    guard let number = value.integer else { throw RecordFault("is no whole number", at: "/" + name) }
    return number
  }

  func requiredInteger(_ name: String) throws(RecordFault) -> Int {
    guard let number = try integer(name) else { throw RecordFault("is missing", at: "/" + name) }
    return number
  }

  /// A whole number of 32 bits.
  func small(_ name: String) throws(RecordFault) -> Int32? {
    guard let number = try integer(name) else { return nil }
    guard let small = Int32(exactly: number) else { throw RecordFault("is too large", at: "/" + name) }
    return small
  }

  func number(_ name: String) throws(RecordFault) -> Double? {
    guard let value = member(name) else { return nil }
    guard let number = value.double, number.isFinite else { throw RecordFault("is no number", at: "/" + name) }
    return number
  }

  /// A number from 0 to 1.
  func score(_ name: String) throws(RecordFault) -> Double? {
    guard let number = try number(name) else { return nil }
    guard (0...1).contains(number) else { throw RecordFault("lies outside 0...1", at: "/" + name) }
    return number
  }

  func flag(_ name: String) throws(RecordFault) -> Bool? {
    guard let value = member(name) else { return nil }
    guard let flag = value.bool else { throw RecordFault("is neither true nor false", at: "/" + name) }
    return flag
  }

  /// One of the words of a type.
  func choice<Word: RawRepresentable>(_ name: String, as type: Word.Type = Word.self) throws(RecordFault) -> Word?
  where Word.RawValue == String {
    guard let text = try string(name) else { return nil }
    guard let word = Word(rawValue: text) else { throw RecordFault("is an unknown word", at: "/" + name) }
    return word
  }

  func object(_ name: String) throws(RecordFault) -> RecordObject? {
    guard let value = member(name) else { return nil }
    do { return try RecordObject(value) } catch { throw error.under(name) }
  }

  /// The elements of a list, empty when it is missing.
  func list<Element>(
    _ name: String, _ read: (RecordObject) throws(RecordFault) -> Element
  ) throws(RecordFault) -> [Element] {
    try elements(name) { value throws(RecordFault) in try read(try RecordObject(value)) }
  }

  func strings(_ name: String) throws(RecordFault) -> [String] {
    try elements(name) { value throws(RecordFault) in
      guard let text = value.string else { throw RecordFault("is no string") }
      return text
    }
  }

  func integers(_ name: String) throws(RecordFault) -> [Int] {
    try elements(name) { value throws(RecordFault) in
      guard let number = value.integer else { throw RecordFault("is no whole number") }
      return number
    }
  }

  /// Free names with strings.
  func dictionary(_ name: String) throws(RecordFault) -> [String: String] {
    guard let object = try object(name) else { return [:] }
    var found: [String: String] = [:]
    for member in object.value.object ?? [] {
      guard let text = member.value.string else { throw RecordFault("is no string", at: "/\(name)/\(member.key)") }
      found[member.key] = text
    }
    return found
  }

  private func elements<Element>(
    _ name: String, _ read: (JSONValue) throws(RecordFault) -> Element
  ) throws(RecordFault) -> [Element] {
    guard let value = member(name) else { return [] }
    guard let values = value.array else { throw RecordFault("is no list", at: "/" + name) }
    var found: [Element] = []
    found.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      do { found.append(try read(value)) } catch { throw error.under("\(name)/\(index)") }
    }
    return found
  }
}
