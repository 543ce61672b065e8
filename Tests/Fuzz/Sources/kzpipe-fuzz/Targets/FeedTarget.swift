import KZPipeJSON
import KZPipeKit

@testable import KZPipeHost

/// RSS and Atom; each entry has to be a line that the reader of lines takes.
struct FeedTarget: FuzzTarget {
  static let name = "feed"
  private let file = ScratchFile()
  private let reader = DocumentReader(limits: Config.Limits())

  init() {}

  func run(_ bytes: [UInt8]) {
    file.write(bytes)
    do {
      let feed = try Feed(path: file.path, isGzip: bytes.starts(with: [0x1F, 0x8B]), limit: 1 << 20)
      var count = 0
      while let entry = feed.next() {
        count += 1
        require(entry.label == count, "entries are misnumbered")
        guard case .record(let line) = entry.content else { continue }
        // The title stands in it three times, escaped; what all entries share is short.
        require(line.count <= 40 * bytes.count + 4096, "an entry of \(line.count) bytes")
        check(line)
      }
      require(count > 0, "a feed without entries is told")
    } catch {
      require(false, "the file is there: \(error.reason)")
    }
  }

  private func check(_ line: [UInt8]) {
    let item = InputItem(uri: "fuzz.rss#1", slug: "fuzz-1", content: .record(line))
    do {
      let page = try reader.page(of: item)
      require(page.source.mediaType == "text/html", "an entry is a page")
      let url = page.source.url ?? "https://"
      require(url.hasPrefix("http://") || url.hasPrefix("https://"), "an address that is none of the web")
    } catch {
      require(false, "an entry cannot be read: \(error.error)")
    }
  }
}
