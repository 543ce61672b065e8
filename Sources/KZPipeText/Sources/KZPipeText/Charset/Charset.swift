/// A page's bytes as UTF-8.
public struct DecodedText: Sendable, Hashable {
  /// Where the encoding was learnt.
  public enum Source: String, Sendable, CaseIterable {
    /// A byte order mark.
    case bom
    /// The label outside the bytes (HTTP header), which the bytes do not contradict.
    case declared
    /// A `meta` element or an XML declaration, which the bytes do not contradict.
    case meta
    /// The bytes themselves.
    case detected
    /// Nothing: the text is ASCII or empty.
    case assumed
  }

  /// Well-formed UTF-8 without a byte order mark.
  public var utf8: [UInt8]
  /// Name of the encoding that was read, as the WHATWG Encoding Standard has it, in lower case.
  public var encoding: String
  /// Number of places that had no meaning and became U+FFFD.
  public var replacements: Int
  public var source: Source

  public init(utf8: [UInt8], encoding: String, replacements: Int, source: Source) {
    self.utf8 = utf8
    self.encoding = encoding
    self.replacements = replacements
    self.source = source
  }
}

/// Decodes pages: byte order mark, then declaration, then what the bytes say; a declaration that the bytes contradict is
/// corrected. Never fails.
public enum Charset {
  /// - Parameters:
  ///   - bytes: the page as received
  ///   - declared: encoding label from outside the bytes, any spelling
  ///   - isHTML: whether to look for `meta` elements
  public static func decode(_ bytes: [UInt8], declared: String?, isHTML: Bool) -> DecodedText {
    if let marked = decodeByMark(bytes) { return marked }
    let profile = ByteProfile(bytes)
    if let wide = profile.wideEncoding, let text = decode(bytes, as: wide) {
      let name = declared.flatMap(name(ofLabel:))
      return DecodedText(
        utf8: text.utf8, encoding: wide, replacements: text.replacements, source: name == wide ? .declared : .detected)
    }
    let label = self.label(in: bytes, declared: declared, isHTML: isHTML)
    if profile.isASCII { return decodeASCII(bytes, label ?? (isHTML ? lateLabel(in: bytes) : nil), profile) }
    if profile.isUTF8 {
      let source: DecodedText.Source = label.map { $0.name == "utf-8" ? $0.source : .detected } ?? .detected
      return DecodedText(utf8: bytes, encoding: "utf-8", replacements: 0, source: source)
    }
    return decodeLegacy(bytes, label ?? (isHTML ? lateLabel(in: bytes) : nil), profile)
  }

  /// WHATWG name of an encoding label; `nil` for one that the standard does not know.
  public static func name(ofLabel label: String) -> String? {
    let key = String(
      decoding: label.utf8.filter { $0 > 0x20 && $0 < 0x80 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 },
      as: UTF8.self)
    return names[key]
  }

  /// The `charset` parameter of a Content-Type field (WHATWG MIME Sniffing, section 4.4, as far as one parameter needs it);
  /// `nil` when it has none.
  public static func label(inContentType value: String) -> String? {
    for parameter in value.utf8.split(separator: UInt8(ascii: ";")).dropFirst() {
      let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, name(parts[0]) == "charset" else { continue }
      let label = name(parts[1].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })
      return label.isEmpty ? nil : label
    }
    return nil
  }

  /// The bytes in lower case, without white space.
  private static func name(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.filter { $0 > 0x20 }.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in CharsetLabels.table.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      for label in parts[1].split(separator: " ") { names[String(label)] = String(parts[0].drop { $0 == " " }) }
    }
    return names
  }()

  struct Label {
    var name: String
    var source: DecodedText.Source
  }

  private static func decodeByMark(_ bytes: [UInt8]) -> DecodedText? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let text = UTF8Text.wellFormed(Array(bytes[3...]))
      return DecodedText(utf8: text.utf8, encoding: "utf-8", replacements: text.replacements, source: .bom)
    }
    for (mark, bigEndian) in [([0xFE, 0xFF] as [UInt8], true), ([0xFF, 0xFE], false)] where bytes.starts(with: mark) {
      let text = UTF16Decoder.decode(bytes[2...], bigEndian: bigEndian)
      return DecodedText(
        utf8: text.utf8, encoding: bigEndian ? "utf-16be" : "utf-16le", replacements: text.replacements, source: .bom)
    }
    return nil
  }

  /// The declared encoding, else the one of the first 1024 bytes' `meta`.
  private static func label(in bytes: [UInt8], declared: String?, isHTML: Bool) -> Label? {
    if let declared, let name = name(ofLabel: declared), name != "replacement" {
      return Label(name: name, source: .declared)
    }
    guard isHTML else { return nil }
    return MetaPrescan.encoding(in: bytes.prefix(1024)).map { Label(name: $0, source: .meta) }
  }

  /// A `meta` that comes too late for the prescan; browsers reload the page for its sake.
  private static func lateLabel(in bytes: [UInt8]) -> Label? {
    MetaPrescan.encoding(in: bytes.prefix(65536)).map { Label(name: $0, source: .meta) }
  }

  private static func decodeASCII(_ bytes: [UInt8], _ label: Label?, _ profile: ByteProfile) -> DecodedText {
    if profile.hasJapaneseEscapes, label == nil || label?.name == "iso-2022-jp",
      let text = Iconv.decode(bytes, "iso-2022-jp"), text.replacements == 0
    {
      return DecodedText(
        utf8: text.utf8, encoding: "iso-2022-jp", replacements: 0, source: label?.source ?? .detected)
    }
    // UTF-16 and its kin cannot be meant: the bytes would hold zeros.
    if let label, !label.name.hasPrefix("utf-16"), label.name != "replacement" {
      return DecodedText(utf8: bytes, encoding: label.name, replacements: 0, source: label.source)
    }
    return DecodedText(utf8: bytes, encoding: "utf-8", replacements: 0, source: .assumed)
  }

  /// Bytes that are neither ASCII nor UTF-8.
  private static func decodeLegacy(_ bytes: [UInt8], _ label: Label?, _ profile: ByteProfile) -> DecodedText {
    if profile.isNearlyUTF8 || label?.name == "utf-8" && profile.isMostlyUTF8 {
      let text = UTF8Text.wellFormed(bytes)
      let source = label.map { $0.name == "utf-8" ? $0.source : .detected } ?? .detected
      return DecodedText(utf8: text.utf8, encoding: "utf-8", replacements: text.replacements, source: source)
    }
    let verdict = CharsetDetector.judge(bytes, declared: label?.name)
    if let text = decode(bytes, as: verdict.encoding) {
      let source = label.map { $0.name == verdict.encoding ? $0.source : .detected } ?? .detected
      return DecodedText(utf8: text.utf8, encoding: verdict.encoding, replacements: text.replacements, source: source)
    }
    let text = UTF8Text.wellFormed(bytes)
    return DecodedText(utf8: text.utf8, encoding: "utf-8", replacements: text.replacements, source: .assumed)
  }

  /// `bytes` read in the encoding with the WHATWG name `name`; `nil` when there is no decoder for it.
  static func decode(_ bytes: [UInt8], as name: String) -> (utf8: [UInt8], replacements: Int)? {
    switch name {
    case "utf-8": UTF8Text.wellFormed(bytes)
    case "utf-16le": UTF16Decoder.decode(bytes[...], bigEndian: false)
    case "utf-16be": UTF16Decoder.decode(bytes[...], bigEndian: true)
    case "iso-8859-8-i": SingleByteTable("iso-8859-8")?.decode(bytes)
    case "x-user-defined": SingleByteTable("windows-1252")?.decode(bytes)
    default: SingleByteTable(name)?.decode(bytes) ?? Iconv.decode(bytes, name)
    }
  }
}
