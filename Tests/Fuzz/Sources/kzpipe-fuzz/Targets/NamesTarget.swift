import Glibc

@testable import KZPipeHost

/// Names of outputs made of what documents and file names say: they never leave their directory, hide, or meet.
struct NamesTarget: FuzzTarget {
  static let name = "names"
  private static let templates = [
    "{slug}.xml", "{date}/{language}/{slug}.json", "{id}/{slug}", "./.{id}", "{id}{slug}",
  ]

  init() {}

  func run(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).prefix(64).map {
      String(decoding: $0, as: UTF8.self)
    }
    var slugs = SlugMaker()
    var table = NameTable()
    var given: Set<[UInt8]> = []
    var claimed: Set<[UInt8]> = []
    for line in lines {
      let slug = slugs.slug(for: line)
      check(slug, isHidden: false)
      require(given.insert(Array(slug.utf8)).inserted, "two documents have one slug")
      let values = PathTemplate.Values(slug: slug, date: line, language: line, id: line)
      for template in Self.templates + [line, lines.first ?? ""] {
        guard let path = PathTemplate.path(template, values) else { continue }
        check(path, isHidden: true)
        guard Self.templates.contains(template) else { continue }
        let name = table.claim(path)
        check(name, isHidden: true)
        require(claimed.insert(Array(name.utf8)).inserted, "two outputs have one name")
      }
      let path = FilePath.normalised(line)
      require(FilePath.normalised(path) == path, "a path changes when it is looked at twice")
    }
    for name in claimed {
      let parents = name.indices.filter { name[$0] == UInt8(ascii: "/") }.map { Array(name[..<$0]) }
      require(!parents.contains { claimed.contains($0) }, "an output is a directory of another one")
    }
  }

  /// As the system reads it: by its bytes.
  private func check(_ path: String, isHidden: Bool) {
    require(path.utf8.first != UInt8(ascii: "/"), "an absolute path")
    require(!path.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a control character in a path")
    for segment in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      require(!segment.isEmpty, "a path with an empty segment")
      require(!segment.elementsEqual("..".utf8) && !segment.elementsEqual(".".utf8), "a path that leaves")
      require(isHidden || segment.first != UInt8(ascii: "."), "a hidden name")
      require(isHidden || segment.count <= 160, "a name of \(segment.count) bytes")
    }
  }
}
