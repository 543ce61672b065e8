#!/usr/bin/env python3
"""Write the table of named character references (WHATWG HTML, section 13.5) as Swift source.

    python3 generate_references.py > ../Sources/HTMLArticle/Tokenizer/NamedReferences.swift

The names come from Python's html.entities.html5, which is the WHATWG list.  One entry is `name=value`; the names are
sorted by their bytes, entries are separated by blanks.  Characters that would break the literal are written as escapes.
"""
from html.entities import html5

WIDTH = 110


def escaped(value):
    return "".join(
        c if c.isalnum() and ord(c) < 0x300 else f"\\u{{{ord(c):X}}}" for c in value)


def main():
    entries = [f"{name}={escaped(value)}" for name, value in sorted(html5.items(), key=lambda e: e[0].encode())]
    print("// Written by Training/generate_references.py; do not edit.\n")
    print("/// The named character references of WHATWG HTML, section 13.5: `name=value`, sorted by name, one blank between.")
    print("enum NamedReferences {")
    print('  static let table: StaticString = """')
    line = ""
    for entry in entries:
        if line and len(line) + 1 + len(entry) > WIDTH:
            print(f"    {line} \\")
            line = entry
        else:
            line = f"{line} {entry}" if line else entry
    print(f"    {line}")
    print('    """')
    print("}")


if __name__ == "__main__":
    main()
