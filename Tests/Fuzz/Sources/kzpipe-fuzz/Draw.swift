/// Takes decisions from the end of a fuzzer's bytes, so that what is read stands in front, as in the seeds.
struct Draw {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// A number below `bound`; 0 once the bytes are used up.
  mutating func number(below bound: Int) -> Int {
    guard bound > 1, let byte = rest.popLast() else { return 0 }
    guard bound > 256, let other = rest.popLast() else { return Int(byte) % bound }
    return (Int(byte) << 8 | Int(other)) % bound
  }

  mutating func flag() -> Bool { number(below: 2) == 1 }

  /// Cuts `bytes` into a few pieces, in order; none is lost.
  mutating func pieces(of bytes: [UInt8], most: Int = 6) -> [ArraySlice<UInt8>] {
    var cuts = [0, bytes.count]
    for _ in 0..<number(below: most) { cuts.append(number(below: bytes.count + 1)) }
    cuts.sort()
    return zip(cuts, cuts.dropFirst()).map { bytes[$0..<$1] }
  }
}
