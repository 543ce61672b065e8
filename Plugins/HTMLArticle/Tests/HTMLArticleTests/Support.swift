#if canImport(Glibc)
  import Glibc
#endif
import KZPipeKit

@testable import HTMLArticle

/// Directory of the running test, where the module's resources lie.
enum TestPlace {
  static func moduleDirectory() -> String {
    // The resources lie beside the test's executable, whichever package builds it.
    let path = (try? executablePath()) ?? "."
    return path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
  }

  private static func executablePath() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    return String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static var resources: String {
    // Under `swift test` the bundle's executable is a helper elsewhere; the sources have the file too.
    let beside = moduleDirectory() + "/HTMLArticle_HTMLArticle.resources/body.trees"
    if access(beside, R_OK) == 0 { return beside }
    let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return package + "/Sources/HTMLArticle/Resources/body.trees"
  }

  static func cleaner(favour: Favour = .balanced, keepsLinks: Bool = true) throws -> PageCleaner {
    try PageCleaner(modelPath: resources, favour: favour, keepsLinks: keepsLinks)
  }

  static func page(_ html: [UInt8], mediaType: String = "text/html", url: String? = nil) -> Page {
    Page(id: "test", source: Source(uri: "test.html", url: url, mediaType: mediaType), content: html)
  }

  static func clean(_ html: String, url: String? = nil) throws -> Page {
    var page = page(Array(html.utf8), url: url)
    try cleaner().clean(&page)
    return page
  }
}

extension Page {
  var keptTexts: [String] { blocks.filter(\.verdict.isKept).map { string(of: $0) } }

  func verdict(ofTextWith part: String) -> Verdict? {
    blocks.first { string(of: $0).contains(part) }?.verdict
  }
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}
