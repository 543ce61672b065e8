import KZPipeKit
import KZPipeXML

extension BodyRenderer {
  struct PlacedPicture {
    var index: Int
    /// Number of body blocks before it.
    var position: Int
  }

  /// The pictures to write, by their place in the body. One without a place stands before the text when it leads the article, else after it.
  func placedPictures() -> [PlacedPicture] {
    if pictures == .none || images.isEmpty { return [] }
    var placed: [PlacedPicture] = []
    for (index, image) in images.enumerated() {
      let hasAddress = WebAddress.web(image.url) != nil
      if pictures == .withoutAddress, hasAddress { continue }
      if !hasAddress, image.caption == nil { continue }
      placed.append(
        PlacedPicture(index: index, position: image.position ?? (image.isLead ? 0 : blocks.count)))
    }
    placed.sort { ($0.position, $0.index) < ($1.position, $1.index) }
    return placed
  }

  mutating func render(picture index: Int, to xml: inout XMLWriter) {
    switch dialect {
    case .xhtml: renderFigure(index, to: &xml)
    case .nitf: renderMedia(index, to: &xml)
    }
  }

  private mutating func renderFigure(_ index: Int, to xml: inout XMLWriter) {
    let image = images[index]
    let address = pictures == .all ? WebAddress.web(image.url) : nil
    let hasCaption = XMLText.label(image.caption) != nil
    guard hasCaption || address != nil else { return }
    xml.open("figure")
    if let address {
      xml.open("img")
      xml.attribute("src", address)
      // XHTML wants the attribute even when there is nothing to say.
      if let text = XMLText.label(image.alternateText) {
        xml.attribute("alt", text)
      } else {
        xml.attribute("alt", literal: "")
      }
      if let width = image.width, width > 0 { xml.attribute("width", width) }
      if let height = image.height, height > 0 { xml.attribute("height", height) }
      xml.close()
    }
    if hasCaption || XMLText.label(image.credit) != nil {
      xml.open("figcaption", mixed: true)
      caption(index, creditElement: "span", to: &xml)
      xml.close()
    }
    xml.close()
  }

  private mutating func renderMedia(_ index: Int, to xml: inout XMLWriter) {
    let image = images[index]
    if pictures == .all, let address = WebAddress.web(image.url), XMLText.label(image.caption) != nil {
      xml.open("media")
      xml.attribute("media-type", literal: "image")
      xml.open("media-reference")
      xml.attribute("source", address)
      if let type = MediaType.ofPicture(at: address) { xml.attribute("mime-type", literal: type) }
      xml.attribute("source-credit", XMLText.label(image.credit))
      xml.attribute("alternate-text", XMLText.label(image.alternateText))
      if let height = image.height, height > 0 { xml.attribute("height", height) }
      if let width = image.width, width > 0 { xml.attribute("width", width) }
      xml.close()
      xml.open("media-caption", mixed: true)
      captionText(index, to: &xml)
      xml.close()
      if let credit = XMLText.label(image.credit) { xml.element("media-producer", credit) }
      xml.close()
    } else if XMLText.label(image.caption) != nil {
      xml.open("p", mixed: true)
      xml.attribute("class", literal: "caption")
      caption(index, creditElement: "em", to: &xml)
      xml.close()
    }
  }

  /// Caption and credit.
  private mutating func caption(_ index: Int, creditElement: StaticString, to xml: inout XMLWriter) {
    let hasCaption = captionText(index, to: &xml)
    guard var credit = XMLText.label(images[index].credit) else { return }
    if hasCaption { xml.text(literal: " ") }
    xml.open(creditElement, mixed: true)
    xml.attribute("class", literal: "credit")
    xml.text(credit)
    xml.close()
    credit.withUTF8 { count($0) }
  }

  /// False when there is no caption to be seen.
  @discardableResult
  private mutating func captionText(_ index: Int, to xml: inout XMLWriter) -> Bool {
    guard var text = images[index].caption else { return false }
    return text.withUTF8 { utf8 in
      if XMLText.isBlank(utf8) { return false }
      count(utf8)
      blockCount += 1
      inline.render(utf8, 0..<utf8.count, spans: [], marks: marks(at: .caption(index)), to: &xml)
      return true
    }
  }
}
