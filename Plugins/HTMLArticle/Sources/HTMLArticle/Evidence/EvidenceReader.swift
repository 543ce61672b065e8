import KZPipeKit

/// Gathers what a page says about itself.
struct EvidenceReader {
  let reader: PageReader
  private(set) var found: [Evidence] = []
  private(set) var words = EvidenceWords()

  init(_ reader: PageReader) { self.reader = reader }

  mutating func read() {
    if let title = reader.title {
      let value = decoded(title)
      words.title = value
      found.append(Evidence(.titleElement, property: "title", value: String(decoding: value, as: UTF8.self)))
    }
    for (node, block) in reader.statements { readStatement(Int(node), block: block) }
  }

  private mutating func readStatement(_ node: Int, block: Int32) {
    let nodes = reader.nodes
    if nodes.tag[node] == .meta {
      guard let content = nodes.attribute(.content, of: node) else { return }
      let value = decoded(content)
      guard let name = nodes.attribute(.property, of: node) ?? nodes.attribute(.name, of: node) else { return }
      let property = String(decoding: reader.bytes[name], as: UTF8.self).lowercased()
      switch property {
      case "og:title": words.title += [0x20] + value
      case "og:description", "description": words.description += [0x20] + value
      default: break
      }
      found.append(
        Evidence(
          property.hasPrefix("og:") ? .openGraph : .meta, property: property,
          value: String(decoding: value, as: UTF8.self)))
    }
  }

  private func decoded(_ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      if reader.bytes[at] == UInt8(ascii: "&") {
        let after = reader.references.decode(
          reader.bytes, at: at, end: range.upperBound, inAttribute: true, into: &out)
        if after > at {
          at = after
          continue
        }
      }
      out.append(reader.bytes[at])
      at += 1
    }
    return out
  }
}
