/// Tells what a document's bytes are.
public enum MediaType {
  public static let html = "text/html"
  public static let plainText = "text/plain"
  public static let xml = "application/xml"
  public static let binary = "application/octet-stream"
  /// A line of a JSON Lines file, with a page and what is known of it.
  static let jsonLine = "application/x-ndjson"
  /// A record of a web archive.
  static let archiveRecord = "application/warc"

  /// Media type of a file-name extension in lower case; `nil` for one that is no document.
  public static func of(extension name: some StringProtocol) -> String? {
    switch name {
    case "txt", "text": plainText
    case "html", "htm": html
    case "xhtml": "application/xhtml+xml"
    case "xml": xml
    default: nil
    }
  }

  /// Extension under which a document of this type is kept in the dead letter.
  static func fileExtension(of mediaType: String) -> String {
    switch mediaType {
    case html: "html"
    case plainText: "txt"
    case "application/xhtml+xml": "xhtml"
    case xml: "xml"
    case let type where type.hasSuffix("+xml"): "xml"
    default: "bin"
    }
  }

  /// Type of what is certainly no text, whatever the name says; `nil` for everything that may be text.
  public static func binary(_ bytes: [UInt8]) -> String? {
    for (magic, type) in magics where bytes.starts(with: magic) { return type }
    let sample = bytes.prefix(8192)
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return nil }
    var controls = 0
    var zeros = [0, 0]
    for (index, byte) in sample.enumerated() {
      if byte == 0 { zeros[index & 1] += 1 }
      if byte < 0x09 || (0x0E...0x1F).contains(byte) && byte != 0x1B { controls += 1 }
    }
    // UTF-16 without a mark: Latin text has its zeros on one side only.
    let isUTF16 = max(zeros[0], zeros[1]) * 5 > sample.count && min(zeros[0], zeros[1]) * 50 < sample.count
    return controls * 10 > sample.count && !isUTF16 ? binary : nil
  }

  private static let magics: [([UInt8], String)] = [
    (Array("%PDF-".utf8), "application/pdf"),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ([0xFF, 0xD8, 0xFF], "image/jpeg"),
    (Array("GIF87a".utf8), "image/gif"), (Array("GIF89a".utf8), "image/gif"),
    ([0x50, 0x4B, 0x03, 0x04], "application/zip"),
    ([0x1F, 0x8B], "application/gzip"),
    ([0x7F, 0x45, 0x4C, 0x46], "application/x-elf"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
  ]

  /// HTML when the text starts as HTML does, XML by its root element, else plain text. For documents whose name says nothing.
  public static func sniff(_ bytes: [UInt8]) -> String {
    // Zero bytes are dropped, so that UTF-16 reads like ASCII.
    var head = bytes.prefix(2048).filter { $0 != 0 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
    for mark in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] where head.starts(with: mark) {
      head.removeFirst(mark.count)
    }
    while true {
      head = head.drop { $0 <= 0x20 }
      guard head.starts(with: "<!--".utf8) else { break }
      guard let end = head.indices.dropLast(2).first(where: { head[$0...].starts(with: "-->".utf8) }) else {
        return html
      }
      head = head[(end + 3)...]
    }
    let starts = [
      "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<style", "<div", "<article", "<p>",
    ]
    if starts.contains(where: { head.starts(with: $0.utf8) }) { return html }
    if head.starts(with: "<?xml".utf8) { return ofXML(bytes) }
    return head.first == UInt8(ascii: "<") ? XMLRoot(bytes)?.mediaType ?? plainText : plainText
  }
}
