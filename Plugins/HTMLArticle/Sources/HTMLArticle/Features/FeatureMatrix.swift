/// The features of the open blocks of a page: one row a block, the same columns in the same order for every page.
struct FeatureMatrix: Sendable {
  /// Names of the columns, when they were asked for.
  private(set) var names: [String] = []
  /// Row by row.
  private(set) var values: [Float] = []
  /// Block of each row.
  let blocks: [Int]
  let width: Int

  static let widest = 512

  /// - Parameters:
  ///   - blocks: blocks to make rows of
  ///   - width: number of columns; `nil` to find it out, with the names, from the first row
  ///   - fill: writes the features of one block
  init(blocks: [Int], width: Int?, fill: (Int, inout FeatureRow) -> Void) {
    self.blocks = blocks
    guard let width else {
      var found: [String] = []
      values = [Float](unsafeUninitializedCapacity: Self.widest) { buffer, count in
        guard let base = buffer.baseAddress, let first = blocks.first else { return }
        var row = FeatureRow(cursor: base, collectsNames: true)
        fill(first, &row)
        found = row.names
        count = row.cursor - base
      }
      self.width = values.count
      names = found
      return
    }
    self.width = width
    values = [Float](unsafeUninitializedCapacity: blocks.count * width + Self.widest) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      for (index, block) in blocks.enumerated() {
        var row = FeatureRow(cursor: base + index * width, collectsNames: false)
        fill(block, &row)
      }
      count = blocks.count * width
    }
  }
}

/// Writes the features of one block, one after the other.
struct FeatureRow {
  fileprivate(set) var cursor: UnsafeMutablePointer<Float>
  fileprivate let collectsNames: Bool
  fileprivate(set) var names: [String] = []

  fileprivate init(cursor: UnsafeMutablePointer<Float>, collectsNames: Bool) {
    self.cursor = cursor
    self.collectsNames = collectsNames
  }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Float) {
    if collectsNames { names.append(name()) }
    cursor.initialize(to: value)
    cursor += 1
  }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Int32) { put(name(), Float(value)) }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Int) { put(name(), Float(value)) }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Bool) { put(name(), value ? 1 : 0) }
}

/// Part of a whole; 0 of nothing.
@inline(__always)
func ratio(_ part: Int32, _ whole: Int32) -> Float { whole > 0 ? Float(part) / Float(whole) : 0 }
