import KZPipeLearn
import Testing

@Suite struct DamagedModelTests {
  @Test func everyCutIsRefused() throws {
    let good = try Fixture.bytes("small.kztrees")
    for length in stride(from: 0, to: good.count, by: 7) {
      #expect(throws: TreeModelError.self) { try TreeEnsemble(bytes: Array(good[..<length])) }
    }
    #expect(throws: TreeModelError.wrongLength(expected: good.count, found: good.count + 1)) {
      try TreeEnsemble(bytes: good + [0])
    }
  }

  @Test func everyChangedByteIsRefused() throws {
    let good = try Fixture.bytes("small.kztrees")
    for position in good.indices {
      var bad = good
      bad[position] ^= 0x11
      #expect(throws: TreeModelError.self, "byte \(position)") { try TreeEnsemble(bytes: bad) }
    }
  }

  @Test func contradictionsAreFoundEvenWithARightChecksum() throws {
    let good = try Fixture.bytes("small.kztrees")
    let firstTree = 48 + 6 * 8
    // Left child of the first node: to itself, beyond the end, and to a leaf that another node has.
    for child: [UInt8] in [[0, 0], [0x50, 0], [0xF0, 0xFF], [0x00, 0x80]] {
      var bad = good
      bad.replaceSubrange((firstTree + 4 + 8)..<(firstTree + 4 + 10), with: child)
      #expect(throws: TreeModelError.self) { try TreeEnsemble(bytes: Fixture.resealed(bad)) }
    }
    var feature = good
    feature[firstTree + 4 + 4] = 6
    #expect(throws: TreeModelError.inconsistent("feature of a node")) {
      try TreeEnsemble(bytes: Fixture.resealed(feature))
    }
    var threshold = good
    threshold.replaceSubrange((firstTree + 4)..<(firstTree + 8), with: [0, 0, 0xC0, 0x7F])
    #expect(throws: TreeModelError.inconsistent("feature of a node")) {
      try TreeEnsemble(bytes: Fixture.resealed(threshold))
    }
    #expect(throws: Never.self) { try TreeEnsemble(bytes: Fixture.resealed(good)) }
  }

  @Test func messagesSayWhatIsWrong() throws {
    #expect(throws: TreeModelError.notAModel) { try TreeEnsemble(bytes: []) }
    #expect(throws: TreeModelError.notAModel) { try TreeEnsemble(bytes: Array("tree\nversion=v4\n".utf8)) }
    #expect(throws: TreeModelError.unreadable(path: "/nowhere/model.kztrees", code: 2)) {
      try TreeEnsemble(contentsOf: "/nowhere/model.kztrees")
    }
    #expect(
      "\(TreeModelError.unreadable(path: "/nowhere/m", code: 2))"
        == "the model /nowhere/m cannot be read (system error 2)")
    #expect(
      "\(TreeModelError.wrongLength(expected: 10, found: 4))"
        == "the packed tree model should have 10 bytes but has 4; it is cut off or damaged")
  }
}
