import KZPipeLearn
import Testing

@Suite struct TreeEnsembleTests {
  @Test func scoresAreThoseOfLightGBM() throws {
    let model = try TreeEnsemble(contentsOf: Fixture.path("small.kztrees"))
    let cases = try Fixture.cases()
    #expect(model.featureNames == (0..<6).map { "value_\($0)" })
    #expect(model.treeCount == 25)
    #expect(cases.count == 61)
    for (index, row) in cases.enumerated() {
      let raw = row.features.withUnsafeBufferPointer { $0.baseAddress.map(model.rawScore) ?? .nan }
      let score = row.features.withUnsafeBufferPointer { $0.baseAddress.map(model.score) ?? .nan }
      #expect(abs(raw - row.raw) < 1e-5, "row \(index)")
      #expect(abs(score - row.probability) < 1e-6, "row \(index)")
    }
  }

  @Test func batchesGiveTheScoresOfSingleRows() throws {
    let model = try TreeEnsemble(contentsOf: Fixture.path("small.kztrees"))
    let cases = try Fixture.cases()
    let stride = model.featureCount + 3
    let matrix = cases.flatMap { $0.features + [Float](repeating: .nan, count: 3) }
    var scores = [Float](repeating: 0, count: cases.count)
    model.scores(matrix, rows: cases.count, stride: stride, into: &scores)
    for (index, row) in cases.enumerated() { #expect(scores[index] == model.score(row.features)) }
  }

  @Test func earlyExitChangesOnlyClearRows() throws {
    let model = try TreeEnsemble(contentsOf: Fixture.path("small.kztrees"))
    let cases = try Fixture.cases()
    let matrix = cases.flatMap(\.features)
    var full = [Float](repeating: 0, count: cases.count)
    var short = full
    model.rawScores(matrix, rows: cases.count, into: &full)
    model.rawScores(matrix, rows: cases.count, earlyExit: EarlyExit(every: 10, margin: 1), into: &short)
    var stopped = 0
    for index in cases.indices {
      // A row stops only beyond the margin, on its own side.
      if abs(short[index] - full[index]) >= 1e-5 {
        #expect(abs(short[index]) >= 1)
        stopped += 1
      }
    }
    #expect(stopped > 5 && stopped < cases.count - 5)
  }

  @Test func aModelWithoutRowsIsNotAsked() throws {
    let model = try TreeEnsemble(contentsOf: Fixture.path("small.kztrees"))
    var untouched: Float = 42
    let matrix: [Float] = [0]
    model.scores(matrix, rows: 0, into: &untouched)
    #expect(untouched == 42)
  }
}
