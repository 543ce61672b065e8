#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func exponential(_ x: Float) -> Float { expf(x) }

/// When to stop adding trees for a row: most rows are decided long before the last tree.
public struct EarlyExit: Sendable, Hashable {
  /// Rows are looked at after every so many trees.
  public var every: Int
  /// Rows whose raw score is this far from `center` keep the score they have.
  public var margin: Float
  /// Raw score that separates yes from no.
  public var center: Float

  public init(every: Int, margin: Float, center: Float = 0) {
    self.every = max(1, every)
    self.margin = margin
    self.center = center
  }
}

extension TreeEnsemble {
  /// Raw scores of the rows of a row-major matrix.
  /// - Parameters:
  ///   - matrix: `rows` × `stride` floats, the first `featureCount` of each row are read
  ///   - stride: floats from one row to the next; `featureCount` when `nil`
  ///   - earlyExit: stop early for rows that are clear; all trees when `nil`
  ///   - result: room for `rows` floats
  public func rawScores(
    _ matrix: UnsafePointer<Float>, rows: Int, stride: Int? = nil, earlyExit: EarlyExit? = nil,
    into result: UnsafeMutablePointer<Float>
  ) {
    let stride = stride ?? featureCount
    precondition(stride >= featureCount, "rows must hold all features")
    let evaluator = Evaluator(matrix: matrix, stride: stride, featureCount: featureCount, rows: rows, result: result)
    nodes.withUnsafeBufferPointer { nodes in
      values.withUnsafeBufferPointer { values in
        trees.withUnsafeBufferPointer { trees in
          missingRight.withUnsafeBufferPointer { missing in
            guard let nodeBase = nodes.baseAddress, let valueBase = values.baseAddress,
              let missingBase = missing.baseAddress
            else {
              for row in 0..<rows { result[row] = bias }
              return
            }
            let forest = Forest(nodes: nodeBase, values: valueBase, missingRight: missingBase)
            for row in 0..<rows { result[row] = bias }
            guard let earlyExit, earlyExit.every < trees.count else {
              evaluator.add(trees[...], of: forest, rows: rows) { $0 }
              return
            }
            var open = Array(0..<rows)
            for first in Swift.stride(from: 0, to: trees.count, by: earlyExit.every) {
              let part = trees[first..<min(first + earlyExit.every, trees.count)]
              open.withUnsafeBufferPointer { open in
                evaluator.add(part, of: forest, rows: open.count) { open[$0] }
              }
              open.removeAll { abs(result[$0] - earlyExit.center) >= earlyExit.margin }
            }
          }
        }
      }
    }
  }

  /// Probabilities of the rows of a row-major matrix; see `rawScores`.
  public func scores(
    _ matrix: UnsafePointer<Float>, rows: Int, stride: Int? = nil, earlyExit: EarlyExit? = nil,
    into result: UnsafeMutablePointer<Float>
  ) {
    rawScores(matrix, rows: rows, stride: stride, earlyExit: earlyExit, into: result)
    for row in 0..<rows { result[row] = probability(result[row]) }
  }
}

private struct Forest {
  let nodes: UnsafePointer<TreeEnsemble.Node>
  let values: UnsafePointer<Float>
  let missingRight: UnsafePointer<Bool>
}

private struct Evaluator {
  let matrix: UnsafePointer<Float>
  let stride: Int
  let featureCount: Int
  let result: UnsafeMutablePointer<Float>
  /// Whether any row holds NaN; most matrices do not, and then no row is asked.
  let holdsMissing: Bool

  init(
    matrix: UnsafePointer<Float>, stride: Int, featureCount: Int, rows: Int, result: UnsafeMutablePointer<Float>
  ) {
    self.matrix = matrix
    self.stride = stride
    self.featureCount = featureCount
    self.result = result
    holdsMissing = (0..<rows).contains { Self.hasMissing(matrix + $0 * stride, featureCount) }
  }

  /// Adds the trees' values to the results of the rows that `rowAt` names, eight rows at a time.
  @inline(__always)
  func add(_ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, rows: Int, rowAt: (Int) -> Int) {
    var next = 0
    while next < rows {
      let group = min(8, rows - next)
      // Missing lanes repeat the first row.
      let lanes = SIMD8<Int>(
        rowAt(next), rowAt(next + (group > 1 ? 1 : 0)), rowAt(next + (group > 2 ? 2 : 0)),
        rowAt(next + (group > 3 ? 3 : 0)), rowAt(next + (group > 4 ? 4 : 0)), rowAt(next + (group > 5 ? 5 : 0)),
        rowAt(next + (group > 6 ? 6 : 0)), rowAt(next + (group > 7 ? 7 : 0)))
      if holdsMissing, (0..<group).contains(where: { Self.hasMissing(matrix + lanes[$0] * stride, featureCount) }) {
        for lane in 0..<group { addWithMissing(trees, of: forest, row: lanes[lane]) }
      } else {
        addEight(trees, of: forest, lanes, count: group)
      }
      next += group
    }
  }

  /// Eight rows go down a tree side by side: a step waits for two loads, and the steps of the other rows fill the time.
  private func addEight(
    _ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, _ lanes: SIMD8<Int>, count: Int
  ) {
    let (r0, r1) = (matrix + lanes[0] * stride, matrix + lanes[1] * stride)
    let (r2, r3) = (matrix + lanes[2] * stride, matrix + lanes[3] * stride)
    let (r4, r5) = (matrix + lanes[4] * stride, matrix + lanes[5] * stride)
    let (r6, r7) = (matrix + lanes[6] * stride, matrix + lanes[7] * stride)
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    for tree in trees {
      let nodes = forest.nodes + Int(tree.first)
      let values = forest.values + Int(tree.first)
      var (p0, p1, p2, p3, p4, p5, p6, p7) = (0, 0, 0, 0, 0, 0, 0, 0)
      for _ in 0..<tree.depth {
        p0 = Self.step(nodes, p0, r0)
        p1 = Self.step(nodes, p1, r1)
        p2 = Self.step(nodes, p2, r2)
        p3 = Self.step(nodes, p3, r3)
        p4 = Self.step(nodes, p4, r4)
        p5 = Self.step(nodes, p5, r5)
        p6 = Self.step(nodes, p6, r6)
        p7 = Self.step(nodes, p7, r7)
      }
      low += SIMD4(Double(values[p0]), Double(values[p1]), Double(values[p2]), Double(values[p3]))
      high += SIMD4(Double(values[p4]), Double(values[p5]), Double(values[p6]), Double(values[p7]))
    }
    for lane in 0..<count {
      let sum = lane < 4 ? low[lane] : high[lane - 4]
      result[lanes[lane]] = Float(Double(result[lanes[lane]]) + sum)
    }
  }

  @inline(__always)
  private static func step(_ nodes: UnsafePointer<TreeEnsemble.Node>, _ place: Int, _ row: UnsafePointer<Float>) -> Int
  {
    let node = nodes[place]
    return Int(node.child) &+ (row[Int(node.feature)] > node.threshold ? 1 : 0)
  }

  private func addWithMissing(_ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, row: Int) {
    let features = matrix + row * stride
    var sum = 0.0
    for tree in trees {
      let first = Int(tree.first)
      var place = 0
      for _ in 0..<tree.depth {
        let node = forest.nodes[first + place]
        let value = features[Int(node.feature)]
        let right = value > node.threshold || (value.isNaN && forest.missingRight[first + place])
        place = Int(node.child) + (right ? 1 : 0)
      }
      sum += Double(forest.values[first + place])
    }
    result[row] = Float(Double(result[row]) + sum)
  }

  /// Whether one of the features is NaN.
  private static func hasMissing(_ features: UnsafePointer<Float>, _ count: Int) -> Bool {
    var found: UInt32 = 0
    for index in 0..<count {
      found |= (features[index].bitPattern & 0x7FFF_FFFF) > 0x7F80_0000 ? 1 : 0
    }
    return found != 0
  }
}
