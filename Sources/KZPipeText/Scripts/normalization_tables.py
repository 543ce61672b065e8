#!/usr/bin/env python3
"""Writes Sources/KZPipeText/Unicode/CanonicalTables.swift from the Unicode Character Database of the PyPI package unicodedata2."""
import pathlib
import sys
import unicodedata2 as unicodedata


def rows(entries):
    cells = ["%05X%05X%05X" % entry for entry in entries]
    for start in range(0, len(cells), 7):
        yield "    " + "".join(cells[start:start + 7]) + "\\"


composed, other = [], []
for value in range(0x110000):
    if 0xD800 <= value < 0xE000 or 0xAC00 <= value <= 0xD7A3:
        continue
    mapping = unicodedata.decomposition(chr(value))
    if not mapping or mapping.startswith("<"):
        continue
    parts = [int(part, 16) for part in mapping.split()]
    first, second = parts[0], parts[1] if len(parts) > 1 else 0
    recomposes = unicodedata.normalize("NFC", chr(value)) == chr(value)
    (composed if recomposes else other).append((value, first, second))

out = [
    "/// Canonical decompositions of Unicode %s, written by Scripts/normalization_tables.py." % unicodedata.unidata_version,
    "///",
    "/// Fifteen hexadecimal digits a mapping: the scalar and the two it decomposes to, five digits each; the last five are",
    "/// zero for a single one. Hangul syllables are computed instead.",
    "enum CanonicalTables {",
    "  /// Mappings that composition undoes.",
    '  static let composed: StaticString = """',
    *rows(composed),
    "",
    '    """',
    "",
    "  /// Mappings that composition never undoes: singletons and the composition exclusions.",
    '  static let excluded: StaticString = """',
    *rows(other),
    "",
    '    """',
    "}",
    "",
]
target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else (
    pathlib.Path(__file__).resolve().parent.parent / "Sources/KZPipeText/Unicode/CanonicalTables.swift")
target.write_text("\n".join(out))
