import KZPipeKit

/// Chooses the pictures of the article among those of the page.
struct ImageChooser {
  let reader: PageReader
  let analysis: PageAnalysis
  let resolver: AddressResolver

  private static let limit = 100
  /// Pictures smaller than this on a side, in pixels, are icons.
  private static let smallest = 64

  /// Pictures between the headline and the last body block, without icons, teasers and portraits of authors.
  func images(firstBody: Int, lastBody: Int) -> [PageImage] {
    guard lastBody >= 0 else { return [] }
    let headline = analysis.headline
    // A lead picture may stand above the headline, but not far above.
    let low = max(0, min(firstBody, headline >= 0 ? headline : firstBody) - 6)
    var found: [PageImage] = []
    var seen: Set<String> = []
    for raw in reader.images where Int(raw.block) >= low && Int(raw.block) <= lastBody + 2 {
      guard found.count < Self.limit, reader.nodes.tag[Int(raw.node)] != .source, belongs(raw) else { continue }
      let width = number(.width, raw.node)
      let height = number(.height, raw.node)
      guard width.map({ $0 >= Self.smallest }) ?? true, height.map({ $0 >= Self.smallest }) ?? true else { continue }
      guard let url = address(of: raw), !isOrnament(url), seen.insert(Self.key(url)).inserted else { continue }
      let caption = caption(of: raw)
      if Int(raw.block) > lastBody, caption == nil { continue }
      let alternate = value(.alt, raw.node).map { String(decoding: EvidenceReader.folded($0), as: UTF8.self) }
      found.append(
        PageImage(
          url: url, alternateText: alternate.flatMap { $0.isEmpty ? nil : $0 }, width: width, height: height,
          caption: caption, position: raw.block))
    }
    return found
  }

  private func value(_ name: AttributeName, _ node: Int32) -> [UInt8]? {
    reader.nodes.attribute(name, of: Int(node)).map { reader.decodedAttribute($0) }
  }

  private func string(_ name: AttributeName, _ node: Int32) -> String? {
    value(name, node).map { String(decoding: $0, as: UTF8.self) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func number(_ name: AttributeName, _ node: Int32) -> Int? {
    guard let bytes = value(name, node) else { return nil }
    let digits = bytes.prefix { ASCII.isDigit($0) }
    guard !digits.isEmpty, digits.count <= 6, !bytes.contains(UInt8(ascii: "%")) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
  }

  // MARK: Addresses

  /// The largest of what `srcset`, the attributes of lazy loading and `src` offer; `source` siblings count too.
  private func address(of raw: PageReader.RawImage) -> String? {
    var best: (width: Double, url: String)?
    func offer(_ width: Double, _ url: String) {
      guard !url.utf8.prefix(5).map(ASCII.lowercased).elementsEqual("data:".utf8),
        best.map({ width > $0.width }) ?? true,
        let whole = resolver.resolve(url)
      else { return }
      best = (width, whole)
    }
    for name in [AttributeName.srcset, .dataSrcset] {
      for (width, url) in Self.candidates(string(name, raw.node) ?? "") { offer(width, url) }
    }
    if best == nil {
      for name in [AttributeName.dataSrc, .dataOriginal, .dataLazySrc, .dataURL, .src] {
        if let url = string(name, raw.node) { offer(0, url) }
      }
    }
    if best == nil { for (width, url) in sources(before: raw.node) { offer(width, url) } }
    return best?.url
  }

  /// Candidates of the `source` elements in the same `picture`.
  private func sources(before node: Int32) -> [(Double, String)] {
    let parent = reader.nodes.parent[Int(node)]
    guard parent >= 0, reader.nodes.tag[Int(parent)] == .picture else { return [] }
    var out: [(Double, String)] = []
    for child in max(Int(parent) + 1, Int(node) - 64)..<Int(node)
    where reader.nodes.tag[child] == .source && out.count < 64 {
      for name in [AttributeName.srcset, .dataSrcset] { out += Self.candidates(string(name, Int32(child)) ?? "") }
    }
    return out
  }

  /// Addresses of a `srcset` with their width, or their density as a thousandth of one.
  static func candidates(_ set: String) -> [(Double, String)] {
    var out: [(Double, String)] = []
    var bytes = Array(set.utf8)[...]
    while out.count < 32 {
      bytes = bytes.drop { ASCII.isSpace($0) || $0 == UInt8(ascii: ",") }
      guard !bytes.isEmpty else { break }
      var url = bytes.prefix { !ASCII.isSpace($0) }
      bytes = bytes.dropFirst(url.count)
      var descriptor: ArraySlice<UInt8> = []
      if url.last == UInt8(ascii: ",") {
        while url.last == UInt8(ascii: ",") { url.removeLast() }
      } else {
        descriptor = bytes.prefix { $0 != UInt8(ascii: ",") }
        bytes = bytes.dropFirst(descriptor.count)
      }
      let words = descriptor.split(whereSeparator: ASCII.isSpace)
      let size = words.first.flatMap { Double(String(decoding: $0.dropLast(), as: UTF8.self)) } ?? 1
      let isWidth = words.first?.last == UInt8(ascii: "w")
      out.append((isWidth ? size : size / 1000, String(decoding: url, as: UTF8.self)))
    }
    return out
  }

  /// Two addresses that differ in the query only show the same picture.
  private static func key(_ url: String) -> String {
    String(decoding: Array(url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }), as: UTF8.self)
  }

  /// Names of pictures that are no content, by the low bits of their first letter.
  private static let ornaments: [[StaticString]] = {
    let words: [StaticString] = [
      "logo", "icon", "avatar", "pixel", "spacer", "sprite", "blank", "placeholder", "emoji", "1x1", "loading",
    ]
    var table = [[StaticString]](repeating: [], count: 32)
    for word in words { table[Int(word.utf8Start[0] & 31)].append(word) }
    return table
  }()

  private func isOrnament(_ url: String) -> Bool {
    let path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }.map(ASCII.lowercased)
    if path.suffix(4).elementsEqual(".svg".utf8) || path.suffix(4).elementsEqual(".ico".utf8) { return true }
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    return path.withUnsafeBufferPointer { path in
      for position in start..<max(start, path.count) {
        for word in Self.ornaments[Int(path[position] & 31)]
        where Bytes.hasPrefix(word, in: path, position..<path.count) { return true }
      }
      return false
    }
  }

  // MARK: Place

  /// Whether the elements around say that the picture belongs to something else.
  private func belongs(_ raw: PageReader.RawImage) -> Bool {
    var node = raw.node
    for level in 0..<12 {
      guard node > 0 else { return true }
      let tag = reader.nodes.tag[Int(node)]
      if tag == .nav || tag == .aside || tag == .footer { return false }
      if reader.nodes.flags[Int(node)].contains(.hidden) { return false }
      // The element that holds the article decides nothing about its parts.
      if analysis.goodWords[Int(node)] * 2 > analysis.totalGood { return true }
      let mask = families(Int(node))
      if !mask.isDisjoint(with: [.related, .navigation, .share, .promo, .advertisement, .comment, .sidebar, .byline]),
        level < 6
      {
        return false
      }
      node = reader.nodes.parent[Int(node)]
    }
    return true
  }

  private func families(_ node: Int) -> ClassFamilies.Mask {
    var mask: ClassFamilies.Mask = []
    for index in reader.nodes.attributeRange(of: node) {
      let attribute = reader.nodes.attributes[index]
      guard [.class, .id, .role].contains(attribute.name) else { continue }
      mask.formUnion(ClassFamilies.standard.families(reader.bytes, Int(attribute.start)..<Int(attribute.end)))
    }
    return mask
  }

  /// The caption in the picture's figure, or in the small element around it.
  private func caption(of raw: PageReader.RawImage) -> Int32? {
    var node = reader.nodes.parent[Int(raw.node)]
    for _ in 0..<5 {
      guard node > 0 else { return nil }
      let count = analysis.blockCount[Int(node)]
      if count > 0 {
        guard count <= 6, analysis.firstBlock[Int(node)] <= raw.block else { return nil }
        let range = Int(analysis.firstBlock[Int(node)])..<Int(analysis.firstBlock[Int(node)] + count)
        for block in range where reader.blocks[block].kind == .caption { return Int32(block) }
        let roles = BlockRoles(reader: reader, analysis: analysis)
        for block in range where roles.near(block).contains(.caption) { return Int32(block) }
        if reader.nodes.tag[Int(node)] == .figure { return analysis.firstBlock[Int(node)] }
        return nil
      }
      node = reader.nodes.parent[Int(node)]
    }
    return nil
  }
}
