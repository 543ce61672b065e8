/// A sum of decision trees over float features, read from a packed file and never changed after.
///
/// A tree's nodes lie together and the two children of a node side by side, so that a step down is `child + (x > t)`. Leaves
/// point to themselves: every row takes as many steps as the tree is deep and no branch depends on the data. Several rows
/// go down one tree at a time, which hides the latency of the loads.
public struct TreeEnsemble: Sendable {
  /// Eight bytes: the rows' hot path reads nothing else but the features.
  struct Node {
    /// Values above go right; +∞ in a leaf.
    var threshold: Float
    var feature: UInt16
    /// Left child, counted from the tree's first node; the right one follows. A leaf names itself.
    var child: UInt16
  }

  struct Tree {
    var first: Int32
    var depth: Int32
  }

  let nodes: [Node]
  /// Value of each leaf, at its node's index; 0 for inner nodes.
  let values: [Float]
  /// Whether NaN goes right, at the node's index.
  let missingRight: [Bool]
  let trees: [Tree]
  let scale: Float
  let bias: Float

  /// Feature names in the order of the feature numbers; lets a stage check that model and code mean the same.
  public let featureNames: [String]

  /// Floats in a row.
  public var featureCount: Int { featureNames.count }
  public var treeCount: Int { trees.count }

  /// Reads the packed model at `path`.
  public init(contentsOf path: String) throws(TreeModelError) {
    try self.init(bytes: try readFile(path))
  }

  /// Reads a packed model; every count, child and feature number is checked here, so that scoring need not.
  public init(bytes: [UInt8]) throws(TreeModelError) {
    let header = try PackedFormat.header(of: bytes)
    var reader = ByteReader(bytes)
    _ = try reader.take(PackedFormat.headerSize)
    featureNames = try PackedFormat.names(try reader.take(header.nameBytes), count: header.features)
    var layout = TreeLayout()
    for _ in 0..<header.trees {
      let tree = try PackedFormat.tree(&reader, features: header.features)
      layout.append(nodes: tree.nodes, leaves: tree.leaves)
    }
    guard reader.remaining == 0 else {
      throw .wrongLength(expected: reader.position, found: bytes.count)
    }
    nodes = layout.nodes
    values = layout.values
    missingRight = layout.missingRight
    trees = layout.trees
    scale = header.scale
    bias = header.bias
  }

  /// Probability for one row of `featureCount` floats; the plain sum when the model was not trained on a yes/no question.
  public func score(_ features: UnsafePointer<Float>) -> Float { probability(rawScore(features)) }

  /// Sum of the leaves and the bias, before the sigmoid.
  public func rawScore(_ features: UnsafePointer<Float>) -> Float {
    var result: Float = 0
    rawScores(features, rows: 1, into: &result)
    return result
  }

  /// `1 / (1 + e^(-scale × raw))`, or `raw` when the model has no sigmoid.
  public func probability(_ raw: Float) -> Float {
    scale == 0 ? raw : 1 / (1 + exponential(-scale * raw))
  }
}

/// Places trees so that siblings are neighbours.
struct TreeLayout {
  var nodes: [TreeEnsemble.Node] = []
  var values: [Float] = []
  var missingRight: [Bool] = []
  var trees: [TreeEnsemble.Tree] = []

  /// Breadth first: the upper levels, which every row reads, share cache lines.
  mutating func append(nodes inner: [PackedFormat.InnerNode], leaves: [Float]) {
    let first = nodes.count
    /// Inner node or ~leaf, in the order of their places.
    var queue: [Int16] = [inner.isEmpty ? -1 : 0]
    var depths: [Int32] = [0]
    var depth: Int32 = 0
    var head = 0
    while head < queue.count {
      let item = queue[head]
      if item >= 0 {
        let node = inner[Int(item)]
        nodes.append(.init(threshold: node.threshold, feature: node.feature, child: UInt16(queue.count)))
        values.append(0)
        missingRight.append(node.sendsMissingRight)
        queue.append(node.left)
        queue.append(node.right)
        depths.append(depths[head] + 1)
        depths.append(depths[head] + 1)
        depth = max(depth, depths[head] + 1)
      } else {
        nodes.append(.init(threshold: .infinity, feature: 0, child: UInt16(head)))
        values.append(leaves[Int(~item)])
        missingRight.append(false)
      }
      head += 1
    }
    trees.append(.init(first: Int32(first), depth: depth))
  }
}
