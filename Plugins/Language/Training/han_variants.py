#!/usr/bin/env python3
"""Writes Sources/Language/HanVariants.swift: characters that only one of the two Chinese national sets holds (Python's codecs)."""
import pathlib


def code(letter, encoding):
    try:
        return letter.encode(encoding)
    except UnicodeError:
        return None


simplified, traditional = [], []
for value in range(0x4E00, 0xA000):
    gb, big = code(chr(value), "gb2312"), code(chr(value), "big5")
    if gb and not big and gb[0] <= 0xD7:
        simplified.append(chr(value))
    if big and not gb and big[0] <= 0xC6:
        traditional.append(chr(value))


def literal(letters):
    return "\n".join("    " + "".join(letters[start:start + 38]) + "\\" for start in range(0, len(letters), 38))


pathlib.Path(__file__).resolve().parent.parent.joinpath("Sources/Language/HanVariants.swift").write_text(
    '''/// Characters of one of the two Chinese scripts only, from the national character sets, written by
/// `Training/han_variants.py`.
enum HanVariants {
  /// In the common part of GB 2312 and not in Big5.
  static let simplified = set(
    """
%s

    """)

  /// In the common part of Big5 and not in GB 2312.
  static let traditional = set(
    """
%s

    """)

  private static func set(_ letters: String) -> Set<UInt32> { Set(letters.unicodeScalars.map(\\.value)) }
}
''' % (literal(simplified), literal(traditional)))
