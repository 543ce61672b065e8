import EntityText

/// Compiles TSV entries to the file that `Gazetteer` maps. Same entries in, same bytes out.
public enum GazetteerBuilder {
  static let magic: UInt32 = 0x5A47_5A4B
  static let version: UInt32 = 1

  public static func build(_ entries: [GazetteerEntry]) -> [UInt8] {
    var postings: [[UInt8]: [UInt32]] = [:]
    var strings = Strings()
    var records: [UInt8] = []
    for (index, entry) in entries.enumerated() {
      for (form, flags) in spellings(of: entry) {
        let key = Folding.key(form)
        guard key.count > 1, key.count < 200 else { continue }
        let posting = UInt32(index) << 4 | UInt32(flags.rawValue)
        // The same form may come from two languages; the stronger reading stays.
        var list = postings[key] ?? []
        if let at = list.firstIndex(where: { $0 >> 4 == UInt32(index) }) {
          list[at] = list[at] & ~0xF | (list[at] & posting & 0xF)
        } else {
          list.append(posting)
        }
        postings[key] = list
      }
      append(entry, &records, &strings)
    }
    var lists: [UInt8] = []
    var known: [[UInt32]: Int] = [:]
    let keys = postings.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var trieEntries: [(key: [UInt8], value: Int)] = []
    trieEntries.reserveCapacity(keys.count)
    for key in keys {
      let list = postings[key] ?? []
      let at: Int
      if let seen = known[list] {
        at = seen
      } else {
        at = lists.count / 4
        known[list] = at
        lists.append(u32: UInt32(list.count))
        for posting in list { lists.append(u32: posting) }
      }
      trieEntries.append((key, at))
    }
    let trie = ByteTrie.build(trieEntries)
    var body: [UInt8] = []
    let head = 16 + 8 * 4
    for number in [
      head, trie.root, head + trie.bytes.count, head + trie.bytes.count + lists.count, entries.count,
      head + trie.bytes.count + lists.count + records.count, 0, 0,
    ] { body.append(u32: UInt32(number)) }
    body += trie.bytes
    body += lists
    body += records
    body += strings.bytes
    return Checksum.seal(body, magic: magic, version: version)
  }

  /// Every spelling under which the entry is found.
  static func spellings(of entry: GazetteerEntry) -> [(String, FormFlags)] {
    var out: [(String, FormFlags)] = []
    for (tag, forms) in entry.names {
      for (text, flags) in forms {
        var flags = flags
        if entry.kind == .group, tag == "ru" || tag == "kk" { flags.insert(.anyCase) }
        out.append((text, flags))
        // A Cyrillic name of which the source does not tell the language bends as Russian does.
        if tag == "ru" || tag == "und-Cyrl", !flags.contains(.capitals) {
          for form in RussianForms.forms(of: text, isPerson: entry.kind == .person) { out.append((form, flags)) }
        }
      }
    }
    if !entry.names.contains(where: { $0.forms.contains { $0.text == entry.name } }) { out.append((entry.name, [])) }
    return out
  }

  private static func append(_ entry: GazetteerEntry, _ records: inout [UInt8], _ strings: inout Strings) {
    let country = Array(entry.country.utf8)
    records.append(entry.kind.rawValue)
    records.append(entry.latitude != nil && entry.longitude != nil ? 1 : 0)
    records.append(country.count == 2 ? country[0] : 0)
    records.append(country.count == 2 ? country[1] : 0)
    records.append(u32: entry.geonames)
    records.append(u32: entry.wikidata)
    records.append(u32: entry.weight)
    for degrees in [entry.latitude, entry.longitude] {
      records.append(u32: UInt32(bitPattern: Int32(((degrees ?? 0) * 100_000).rounded())))
    }
    records.append(u32: strings.add(entry.name))
    let names = entry.names.compactMap { group in group.forms.first.map { group.tag + "=" + $0.text } }
    records.append(u32: strings.add(names.joined(separator: ";")))
  }

  private struct Strings {
    var bytes: [UInt8] = []
    private var known: [String: UInt32] = [:]

    mutating func add(_ text: String) -> UInt32 {
      if let at = known[text] { return at }
      let at = UInt32(bytes.count)
      let utf8 = Array(text.utf8.prefix(Int(UInt16.max)))
      bytes.append(u16: UInt16(utf8.count))
      bytes += utf8
      known[text] = at
      return at
    }
  }
}
