/// The elements of a page in the order of their start tags, as parallel arrays. Ranges are bytes of the decoded page.
///
/// Node 0 is the root. The children of a node follow it before its `end`, so a sweep up is a loop from the last node to
/// the first and a sweep down is one from the first to the last.
struct NodeTable: Sendable {
  var tag: [Tag] = []
  var parent: [Int32] = []
  /// Index after the last descendant.
  var end: [Int32] = []
  var depth: [UInt16] = []
  var flags: [Flags] = []
  /// Attributes of node `i` are `attributes[firstAttribute[i]..<firstAttribute[i + 1]]`; only known names are kept.
  var firstAttribute: [Int32] = []
  var attributes: [NodeAttribute] = []

  struct NodeAttribute: Sendable {
    var name: AttributeName
    var start: Int32
    var end: Int32
  }

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    /// Not shown: `hidden`, `display:none`, or inside such a node.
    static let hidden = Flags(rawValue: 1)
    static let noscript = Flags(rawValue: 2)
    static let template = Flags(rawValue: 8)
    static let ariaHidden = Flags(rawValue: 16)
  }

  var count: Int { tag.count }

  mutating func reserveCapacity(_ count: Int) {
    tag.reserveCapacity(count)
    parent.reserveCapacity(count)
    end.reserveCapacity(count)
    depth.reserveCapacity(count)
    flags.reserveCapacity(count)
    firstAttribute.reserveCapacity(count)
    attributes.reserveCapacity(count * 2)
  }

  mutating func append(_ newTag: Tag, parent newParent: Int32) -> Int32 {
    let index = Int32(tag.count)
    tag.append(newTag)
    parent.append(newParent)
    end.append(index + 1)
    depth.append(newParent < 0 ? 0 : depth[Int(newParent)] &+ 1)
    flags.append(newParent < 0 ? [] : flags[Int(newParent)])
    firstAttribute.append(Int32(attributes.count))
    return index
  }

  func attributeRange(of node: Int) -> Range<Int> {
    Int(firstAttribute[node])..<(node + 1 < count ? Int(firstAttribute[node + 1]) : attributes.count)
  }

  /// Bytes of the value of an attribute; `nil` when the element has none of that name.
  func attribute(_ name: AttributeName, of node: Int) -> Range<Int>? {
    for index in attributeRange(of: node) where attributes[index].name == name {
      return Int(attributes[index].start)..<Int(attributes[index].end)
    }
    return nil
  }
}
