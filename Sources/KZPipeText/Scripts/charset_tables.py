#!/usr/bin/env python3
"""Writes Charset/CharsetLabels.swift and Charset/SingleByteData.swift.

Labels: the WHATWG Encoding Standard by way of the PyPI package webencodings (BSD). Tables: Python's codecs, corrected to
the standard's indexes, which give the C1 controls for unassigned bytes below 0xA0 and differ in three places.
"""
import pathlib

import webencodings.labels

folder = pathlib.Path(__file__).resolve().parent.parent / "Sources/KZPipeText/Charset"
labels = dict(webencodings.labels.LABELS)
labels.update({"unicode-1-1-utf-8": "utf-8", "unicode11utf8": "utf-8", "unicode20utf8": "utf-8",
               "x-unicode20utf8": "utf-8", "unicodefffe": "utf-16be", "csunicode": "utf-16le",
               "iso-10646-ucs-2": "utf-16le", "ucs-2": "utf-16le", "unicode": "utf-16le", "unicodefeff": "utf-16le",
               "ms932": "shift_jis", "koi8-ru": "koi8-u"})
for retired in ("hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext", "iso-2022-kr", "csiso2022kr", "replacement"):
    labels[retired] = "replacement"
by_name = {}
for label, name in sorted(labels.items()):
    by_name.setdefault(name, []).append(label)

lines = [
    "/// Labels of the WHATWG Encoding Standard (section 4.2), written by Scripts/charset_tables.py.",
    "enum CharsetLabels {",
    "  /// One encoding a line: its name, a colon, its labels.",
    '  static let table = """',
]
for name, names in sorted(by_name.items()):
    line = "    " + name + ":"
    for label in names:
        if len(line) + len(label) > 117:
            lines.append(line + " \\")
            line = "      "
        line += " " + label if line.strip() else "  " + label
    lines.append(line)
lines += ['    """', "}", ""]
(folder / "CharsetLabels.swift").write_text("\n".join(lines))

codecs = {"ibm866": "cp866", "koi8-r": "koi8_r", "koi8-u": "koi8_u", "macintosh": "mac_roman", "windows-874": "cp874",
          "x-mac-cyrillic": "mac_cyrillic"}
codecs |= {"iso-8859-%d" % n: "iso8859_%d" % n for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
codecs |= {"windows-125%d" % n: "cp125%d" % n for n in range(9)}
corrections = {("windows-1255", 0xCA): 0x5BA, ("koi8-u", 0xAE): 0x45E, ("koi8-u", 0xBE): 0x40E}
lines = [
    "/// Upper halves of the single-byte encodings of the WHATWG Encoding Standard, written by Scripts/charset_tables.py.",
    "///",
    "/// Four hexadecimal digits for each byte from 0x80 to 0xFF; FFFD where nothing is assigned.",
    "enum SingleByteData {",
    "  static let tables: [String: StaticString] = [",
]
for name, codec in sorted(codecs.items()):
    cells = []
    for byte in range(0x80, 0x100):
        value = corrections.get((name, byte))
        if value is None:
            text = bytes([byte]).decode(codec, "ignore")
            value = ord(text) if text else byte if byte < 0xA0 else 0xFFFD
        cells.append("%04X" % value)
    lines.append('    "%s": """' % name)
    for start in range(0, 128, 26):
        lines.append("      " + "".join(cells[start:start + 26]) + "\\")
    lines += ["", '      """,']
lines += ["  ]", "}", ""]
(folder / "SingleByteData.swift").write_text("\n".join(lines))
