/// The addresses to fetch, one at a time, in the order in which they were named.
struct AddressSource {
  enum Entry {
    case visit(Visit)
    /// What is no address, or no list.
    case failure(text: String, FetchFailure)
  }

  enum Root: Sendable, Hashable {
    /// A page, or a feed or sitemap in the web.
    case address(String, Visit.Purpose)
    /// Lines, or a feed or sitemap; `-` for standard input.
    case file(String)
  }

  private var roots: ArraySlice<Root>
  private var lines: LineFile?
  private var document: ArraySlice<ListDocument.Entry> = []

  init(_ roots: [Root]) { self.roots = roots[...] }

  mutating func next() -> Entry? {
    while true {
      if let entry = document.popFirst() {
        return Self.entry(entry.address, entry.isList ? .list(depth: 1) : .page)
      }
      if let line = lines?.next() {
        guard let text = Self.address(in: line) else { continue }
        return Self.entry(text, .page)
      }
      lines = nil
      guard let root = roots.popFirst() else { return nil }
      switch root {
      case .address(let text, let purpose): return Self.entry(text, purpose)
      case .file(let path):
        do throws(FetchFailure) {
          let file = try LineFile(path)
          if file.isDocument { document = try ListDocument(file.rest()).entries[...] } else { lines = file }
        } catch {
          return .failure(text: path, error)
        }
      }
    }
  }

  private static func entry(_ text: String, _ purpose: Visit.Purpose) -> Entry {
    do { return .visit(Visit(try PageAddress(text), purpose)) } catch { return .failure(text: text, error) }
  }

  /// The first word of a line; `nil` for empty lines and those that begin with `#`.
  private static func address(in line: [UInt8]) -> String? {
    let word = line.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
    guard let first = word.first, first != UInt8(ascii: "#") else { return nil }
    return String(decoding: word, as: UTF8.self)
  }
}
