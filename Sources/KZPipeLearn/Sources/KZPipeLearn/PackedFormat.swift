/// The packed file, version 1. All numbers are little-endian.
///
///     offset  size  content
///     0       8     magic "KZTREES\0"
///     8       4     version, 1
///     12      4     features
///     16      4     trees
///     20      4     inner nodes of all trees
///     24      4     leaves of all trees
///     28      4     bytes of the feature names
///     32      4     scale of the sigmoid (float); 0 means that the sum itself is the score
///     36      4     bias added to the sum of the leaves (float)
///     40      8     FNV-1a of bytes 0..<40 followed by 48...
///     48      …     feature names, each ended by a line feed
///     …       …     trees, one after the other:
///                     4               leaves of this tree, n (at least 1)
///                     (n - 1) × 12    inner nodes: threshold (float), feature (16 bits; the top bit sends NaN to
///                                     the right), 16 bits zero, left and right child (signed 16 bits: ≥ 0 an inner
///                                     node, < 0 the leaf ~child)
///                     n × 4           leaf values (float)
///
/// A value that is less than or equal to the threshold goes left. A child that is an inner node has a greater number than
/// its parent, and every node but the first and every leaf is the child of exactly one node.
enum PackedFormat {
  static let magic: [UInt8] = Array("KZTREES".utf8) + [0]
  static let headerSize = 48
  static let version: UInt32 = 1
  static let nodeSize = 12
  static let leafSize = 4
  /// More leaves than this do not fit the signed 16-bit child numbers.
  static let maximumLeaves = 32_768
  static let maximumFeatures = 32_768

  struct Header {
    var features: Int
    var trees: Int
    var nodes: Int
    var leaves: Int
    var nameBytes: Int
    var scale: Float
    var bias: Float
  }

  struct InnerNode {
    var threshold: Float
    var feature: UInt16
    var sendsMissingRight: Bool
    var left: Int16
    var right: Int16
  }

  /// Checks magic, version, length and checksum.
  static func header(of bytes: [UInt8]) throws(TreeModelError) -> Header {
    guard bytes.count >= magic.count, bytes[..<magic.count].elementsEqual(magic) else { throw .notAModel }
    var reader = ByteReader(bytes)
    _ = try reader.take(magic.count)
    let found = try reader.unsigned(UInt32.self)
    guard found == version else { throw .unsupportedVersion(found) }
    let header = Header(
      features: Int(try reader.unsigned(UInt32.self)), trees: Int(try reader.unsigned(UInt32.self)),
      nodes: Int(try reader.unsigned(UInt32.self)), leaves: Int(try reader.unsigned(UInt32.self)),
      nameBytes: Int(try reader.unsigned(UInt32.self)), scale: try reader.float(), bias: try reader.float())
    let checksum = try reader.unsigned(UInt64.self)
    let expected = headerSize + header.nameBytes + header.trees * 4 + header.nodes * nodeSize + header.leaves * leafSize
    guard bytes.count == expected else { throw .wrongLength(expected: expected, found: bytes.count) }
    guard checksum == fnv1a(bytes[..<40], bytes[headerSize...]) else { throw .wrongChecksum }
    guard (1...maximumFeatures).contains(header.features) else { throw .inconsistent("number of features") }
    guard header.nodes + header.trees == header.leaves else { throw .inconsistent("number of nodes and leaves") }
    guard header.scale.isFinite, header.scale >= 0, header.bias.isFinite else { throw .inconsistent("scale or bias") }
    return header
  }

  /// Feature names in the order of the feature numbers.
  static func names(_ bytes: ArraySlice<UInt8>, count: Int) throws(TreeModelError) -> [String] {
    let names = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    guard names.count == count, bytes.last == UInt8(ascii: "\n") else { throw .inconsistent("feature names") }
    return names.map { String(decoding: $0, as: UTF8.self) }
  }

  /// One tree's inner nodes and leaves, checked to be a tree.
  static func tree(
    _ reader: inout ByteReader, features: Int
  ) throws(TreeModelError) -> (nodes: [InnerNode], leaves: [Float]) {
    let leafCount = Int(try reader.unsigned(UInt32.self))
    guard (1...maximumLeaves).contains(leafCount) else { throw .inconsistent("number of leaves of a tree") }
    var nodes: [InnerNode] = []
    nodes.reserveCapacity(leafCount - 1)
    for _ in 0..<(leafCount - 1) {
      let threshold = try reader.float()
      let feature = try reader.unsigned(UInt16.self)
      guard try reader.unsigned(UInt16.self) == 0 else { throw .inconsistent("padding of a node") }
      guard !threshold.isNaN, Int(feature & 0x7FFF) < features else { throw .inconsistent("feature of a node") }
      nodes.append(
        InnerNode(
          threshold: threshold, feature: feature & 0x7FFF, sendsMissingRight: feature & 0x8000 != 0,
          left: try reader.unsigned(Int16.self), right: try reader.unsigned(Int16.self)))
    }
    var leaves: [Float] = []
    leaves.reserveCapacity(leafCount)
    for _ in 0..<leafCount { leaves.append(try reader.float()) }
    guard leaves.allSatisfy(\.isFinite) else { throw .inconsistent("leaf value") }
    try check(nodes, leafCount: leafCount)
    return (nodes, leaves)
  }

  private static func check(_ nodes: [InnerNode], leafCount: Int) throws(TreeModelError) {
    var nodeSeen = [Bool](repeating: false, count: nodes.count)
    var leafSeen = [Bool](repeating: false, count: leafCount)
    for (index, node) in nodes.enumerated() {
      for child in [node.left, node.right] {
        if child >= 0 {
          guard Int(child) > index, Int(child) < nodes.count, !nodeSeen[Int(child)] else {
            throw .inconsistent("child of a node")
          }
          nodeSeen[Int(child)] = true
        } else {
          guard Int(~child) < leafCount, !leafSeen[Int(~child)] else { throw .inconsistent("leaf of a node") }
          leafSeen[Int(~child)] = true
        }
      }
    }
  }
}
