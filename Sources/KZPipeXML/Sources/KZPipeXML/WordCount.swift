/// Counts words the way news systems do for `wordcount`: runs without white space that hold a letter or a digit.
/// Controls that escaping drops part no words: "a\u{1C}b" is written as one.
public enum WordCount {
  /// Words of valid UTF-8.
  public static func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var words = 0
    var isInWord = false
    var index = 0
    let count = utf8.count
    while index < count {
      let byte = utf8[index]
      if byte < 0x80 {
        index += 1
        if isInWord {
          // To the end of the word, or to its first character beyond ASCII.
          if byte > 0x20 {
            while index < count, utf8[index] > 0x20, utf8[index] < 0x80 { index += 1 }
            continue
          }
        }
        if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
          isInWord = false
        } else if !isInWord, isWordByte(byte) {
          isInWord = true
          words += 1
        }
        continue
      }
      let width = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let end = min(index + width, count)
      // Inside a word only white space matters, and its encodings start with three lead bytes.
      if !isInWord || byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 {
        var value = UInt32(byte) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for at in index + 1..<end { value = value << 6 | UInt32(utf8[at] & 0x3F) }
        if let scalar = Unicode.Scalar(value) {
          if isBreak(scalar) {
            isInWord = false
          } else if !isInWord, isWord(scalar) {
            isInWord = true
            words += 1
          }
        }
      }
      index = end
    }
    return words
  }

  /// Words of a string.
  public static func count(_ string: String) -> Int {
    var string = string
    return string.withUTF8 { count($0) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    XMLText.isWhiteSpace(scalar)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Letters throughout, so that most text needs no table.
    case 0x0410...0x044F, 0x0620...0x063F, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
