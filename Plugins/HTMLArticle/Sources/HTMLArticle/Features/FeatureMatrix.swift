/// The features of all blocks of a page: one row a block, the columns named by the first row written.
struct FeatureMatrix: Sendable {
  private(set) var names: [String] = []
  private(set) var values: [Float] = []
  private(set) var rows = 0
  /// Names are only needed to train and to check a model; a page does without.
  private let collectsNames: Bool

  init(collectsNames: Bool, capacity: Int) {
    self.collectsNames = collectsNames
    values.reserveCapacity(capacity)
  }

  var width: Int { rows == 0 ? 0 : values.count / rows }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Float) {
    if collectsNames, rows == 0 { names.append(name()) }
    values.append(value)
  }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Int32) { put(name(), Float(value)) }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Int) { put(name(), Float(value)) }

  @inline(__always)
  mutating func put(_ name: @autoclosure () -> String, _ value: Bool) { put(name(), value ? 1 : 0) }

  mutating func endRow() { rows += 1 }
}

/// Logarithm of counts, coarse where it does not matter: the trees only compare.
@inline(__always)
func ratio(_ part: Int32, _ whole: Int32) -> Float { whole > 0 ? Float(part) / Float(whole) : 0 }
