extension PageReader {
  /// Notes a picture; what it is worth is judged later, when the blocks are known.
  mutating func noteImage(_ node: Int32, tag: Tag) {
    guard images.count < 20_000, foreignDepth == 0 else { return }
    images.append(
      RawImage(
        node: node, block: Int32(blocks.count + (isInBlock ? 1 : 0)), link: link,
        isInNoscript: nodes.flags[Int(node)].contains(.noscript)))
  }
}
