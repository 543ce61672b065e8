import KZPipeKit

/// Makes the article's pictures of the page's ones and of captions that stand alone.
struct ImageBuilder {
  let page: PageView
  let body: [BodyBlock]

  struct Result {
    var images: [Image] = []
    /// Block of the caption of each image.
    var captionBlocks: [Int?] = []
  }

  func build() -> Result {
    var result = Result()
    var seen: [[UInt8]: Int] = [:]
    var addresses: [String: Int] = [:]
    var used: Set<Int> = []
    let inPlain = page.isPlainText
    for image in page.page.images.prefix(300) {
      let block = image.caption.map(Int.init).flatMap { page.blocks.indices.contains($0) ? $0 : nil }
      if let block { used.insert(block) }
      let split = block.map { CaptionReader.split(Clean.line(page.string($0))) }
      let caption = split.flatMap { $0.caption.isEmpty ? nil : $0.caption }
      let url =
        Address.resolve(image.url, base: page.page.source.url ?? page.address) ?? (image.url.isEmpty ? nil : image.url)
      guard url != nil || caption != nil || split?.credit != nil else { continue }
      let key = caption.map { Fold.key($0) } ?? []
      if key.count >= 8, let index = seen[key] {
        complete(&result.images[index], url: url, credit: split?.credit, image: image)
        continue
      }
      if let url, let index = addresses[Address.comparable(url)] {
        if result.images[index].caption == nil {
          result.images[index].caption = caption
          result.images[index].credit = result.images[index].credit ?? split?.credit
          result.captionBlocks[index] = block
        }
        continue
      }
      if key.count >= 8 { seen[key] = result.images.count }
      if let url { addresses[Address.comparable(url)] = result.images.count }
      let alternate = image.alternateText.map(Clean.line).flatMap { $0.isEmpty ? nil : $0 }
      result.images.append(
        Image(
          url: url, caption: caption, credit: split?.credit, alternateText: alternate, width: image.width,
          height: image.height,
          position: position(before: Int(image.position))))
      result.captionBlocks.append(block)
    }
    for index in page.blocks.indices where page.blocks[index].kind == .caption && !used.contains(index) {
      let block = page.blocks[index]
      guard inPlain || block.verdict.isKept else { continue }
      addCaption(index, &result, &seen)
      if result.images.count > 400 { break }
    }
    arrange(&result)
    return result
  }

  private func complete(_ image: inout Image, url: String?, credit: String?, image other: PageImage) {
    image.url = image.url ?? url
    image.credit = image.credit ?? credit
    image.width = image.width ?? other.width
    image.height = image.height ?? other.height
  }

  /// A caption without a picture, as scraped text has them; a second print of it adds nothing but a missing credit.
  private func addCaption(_ index: Int, _ result: inout Result, _ seen: inout [[UInt8]: Int]) {
    let split = CaptionReader.split(Clean.line(page.string(index)))
    let key = Fold.key(split.caption)
    if split.caption.isEmpty, let credit = split.credit {
      // A credit line of its own belongs to the caption before it.
      if let last = result.images.indices.last, result.images[last].credit == nil,
        result.captionBlocks[last] == index - 1
      {
        result.images[last].credit = credit
      }
      return
    }
    guard key.count >= 3 else { return }
    if let known = seen[key] {
      result.images[known].credit = result.images[known].credit ?? split.credit
      return
    }
    seen[key] = result.images.count
    result.images.append(Image(caption: split.caption, credit: split.credit, position: position(before: index)))
    result.captionBlocks.append(index)
  }

  /// Number of body blocks that come from blocks before `block`.
  private func position(before block: Int) -> Int {
    var low = 0
    var high = body.count
    while low < high {
      let middle = (low + high) / 2
      if (body[middle].origin ?? 0) < block { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Pictures in the order of their places; the picture that leads is the one the page names as its image, else the first
  /// that stands before the third paragraph.
  private func arrange(_ result: inout Result) {
    let order = result.images.indices.sorted { a, b in
      let (first, second) = (result.images[a].position ?? 0, result.images[b].position ?? 0)
      return first != second ? first < second : a < b
    }
    result = Result(images: order.map { result.images[$0] }, captionBlocks: order.map { result.captionBlocks[$0] })
    let stated =
      (page.evidence.values("og:image") + page.evidence.values("og:image:url") + page.evidence.values("twitter:image"))
      .map(Address.comparable)
    let lead =
      result.images.indices.first { index in
        result.images[index].url.map { stated.contains(Address.comparable($0)) } ?? false
      }
      ?? result.images.indices.first { (result.images[$0].position ?? 0) <= 2 }
    if let lead { result.images[lead].isLead = true }
  }
}
