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
    let evaluator = Evaluator(matrix: matrix, stride: stride, featureCount: featureCount, result: result)
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

  /// Adds the trees' values to the results of the rows that `rowAt` names, four rows at a time.
  @inline(__always)
  func add(_ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, rows: Int, rowAt: (Int) -> Int) {
    var next = 0
    while next + 4 <= rows {
      let (a, b, c, d) = (rowAt(next), rowAt(next + 1), rowAt(next + 2), rowAt(next + 3))
      if hasMissing(a) || hasMissing(b) || hasMissing(c) || hasMissing(d) {
        for row in [a, b, c, d] { addWithMissing(trees, of: forest, row: row) }
      } else {
        addFour(trees, of: forest, a, b, c, d)
      }
      next += 4
    }
    while next < rows {
      addWithMissing(trees, of: forest, row: rowAt(next))
      next += 1
    }
  }

  @inline(__always)
  private func addFour(
    _ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, _ a: Int, _ b: Int, _ c: Int, _ d: Int
  ) {
    let (rowA, rowB) = (matrix + a * stride, matrix + b * stride)
    let (rowC, rowD) = (matrix + c * stride, matrix + d * stride)
    var (sumA, sumB, sumC, sumD) = (Double(result[a]), Double(result[b]), Double(result[c]), Double(result[d]))
    for tree in trees {
      let nodes = forest.nodes + Int(tree.first)
      let values = forest.values + Int(tree.first)
      var (placeA, placeB, placeC, placeD) = (0, 0, 0, 0)
      for _ in 0..<tree.depth {
        placeA = Self.step(nodes, placeA, rowA)
        placeB = Self.step(nodes, placeB, rowB)
        placeC = Self.step(nodes, placeC, rowC)
        placeD = Self.step(nodes, placeD, rowD)
      }
      sumA += Double(values[placeA])
      sumB += Double(values[placeB])
      sumC += Double(values[placeC])
      sumD += Double(values[placeD])
    }
    result[a] = Float(sumA)
    result[b] = Float(sumB)
    result[c] = Float(sumC)
    result[d] = Float(sumD)
  }

  @inline(__always)
  private static func step(_ nodes: UnsafePointer<TreeEnsemble.Node>, _ place: Int, _ row: UnsafePointer<Float>) -> Int
  {
    let node = nodes[place]
    return Int(node.child) &+ (row[Int(node.feature)] > node.threshold ? 1 : 0)
  }

  private func addWithMissing(_ trees: Slice<UnsafeBufferPointer<TreeEnsemble.Tree>>, of forest: Forest, row: Int) {
    let features = matrix + row * stride
    var sum = Double(result[row])
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
    result[row] = Float(sum)
  }

  /// Whether a feature of the row is NaN.
  private func hasMissing(_ row: Int) -> Bool {
    let features = matrix + row * stride
    var found: UInt32 = 0
    for index in 0..<featureCount {
      found |= (features[index].bitPattern & 0x7FFF_FFFF) > 0x7F80_0000 ? 1 : 0
    }
    return found != 0
  }
}
