/// Korean numbers of digits and unit syllables: `1조2천억`, `4만8천250`, `62억`, `120만`.
public enum HangulNumber {
  /// The number whose first digits are token `index`; nil when no unit syllable follows them.
  public static func read(_ text: TokenText, at index: Int) -> NumberMatch? {
    guard let first = text.token(index), first.isNumber else { return nil }
    var position = Int(first.start)
    var total = DecimalNumber(0)
    var section = DecimalNumber(0)
    var chunk: DecimalNumber?
    var magnitude = 0
    var end = position
    var sawUnit = false
    let bytes = text.bytes
    let limit = min(bytes.count, position + 96)
    scan: while position < limit {
      let byte = bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        guard chunk == nil, let (value, after) = number(bytes, position, limit) else { break }
        chunk = value
        position = after
        end = position
        continue
      }
      if byte == 0x20 {
        // Sections may stand apart: `2조 5천억`.
        guard chunk == nil, sawUnit, position + 1 < limit, bytes[position + 1] >= 0x30, bytes[position + 1] <= 0x39
        else {
          break
        }
        guard let (_, after) = number(bytes, position + 1, limit), unit(text, after, limit) != nil else { break }
        position += 1
        continue
      }
      guard let power = unit(text, position, limit) else { break scan }
      if power < 4 {
        guard let sum = section.adding((chunk ?? DecimalNumber(1)).scaled(by: power)) else { break scan }
        guard chunk != nil || sawUnit else { break scan }
        section = sum
      } else {
        guard let whole = section.adding(chunk ?? DecimalNumber(0)), whole.mantissa > 0,
          let sum = total.adding(whole.scaled(by: power))
        else { break scan }
        total = sum
        section = DecimalNumber(0)
        magnitude = max(magnitude, power)
      }
      chunk = nil
      sawUnit = true
      position += 3
      end = position
    }
    guard sawUnit, let rest = section.adding(chunk ?? DecimalNumber(0)), let value = total.adding(rest) else {
      return nil
    }
    var last = index
    while let next = text.token(last + 1), Int(next.start) < end { last += 1 }
    return NumberMatch(value: value, tokens: index..<(last + 1), endByte: end, magnitude: magnitude)
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> (DecimalNumber, Int)? {
    var position = start
    var mantissa: Int64 = 0
    var digits = 0
    var exponent = 0
    while position < limit, digits < 15 {
      let byte = bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        mantissa = mantissa * 10 + Int64(byte - 0x30)
        digits += 1
        if exponent < 0 { exponent -= 1 }
        position += 1
      } else if byte == 0x2C, exponent == 0, position + 3 < limit, isDigit(bytes[position + 1]) {
        position += 1
      } else if byte == 0x2E, exponent == 0, position + 1 < limit, isDigit(bytes[position + 1]) {
        exponent = -1
        position += 1
      } else {
        break
      }
    }
    guard digits > 0 else { return nil }
    return (DecimalNumber(mantissa, exponent: exponent < 0 ? exponent + 1 : 0), position)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func unit(_ text: TokenText, _ position: Int, _ limit: Int) -> Int? {
    if text.hasBytes("만", at: position, before: limit) { return 4 }
    if text.hasBytes("억", at: position, before: limit) { return 8 }
    if text.hasBytes("조", at: position, before: limit) { return 12 }
    if text.hasBytes("천", at: position, before: limit) { return 3 }
    if text.hasBytes("백", at: position, before: limit) { return 2 }
    return nil
  }
}
