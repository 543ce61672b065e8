import KZPipeKit

/// From a page's bytes to its lines and what a scan over them finds.
package struct LineReader: Sendable {
  let scanner: LineScanner

  /// - Parameters:
  ///   - roles: content of `lexicon.tsv`
  ///   - vocabulary: content of `vocabulary.txt`
  package init(roles: [UInt8], vocabulary: [UInt8]) throws(StageError) {
    var lexicon = try Lexicon(roles: roles)
    try lexicon.addVocabulary(vocabulary)
    scanner = LineScanner(lexicon: lexicon)
  }

  func read(_ decoded: DecodedPage) -> PageForm {
    PageForm(HardWrap.rejoin(LineSplitter.split(decoded.utf8)), scanner: scanner)
  }

  /// For training: the text of each line, and the feature matrix, row by row.
  package func features(of content: [UInt8]) -> (lines: [String], values: [Float]) {
    let form = read(DecodedPage(content, declared: nil))
    return ((0..<form.count).map { String(decoding: form.text($0), as: UTF8.self) }, FeatureMatrix(form).values)
  }

  package static var featureNames: [String] { FeatureMatrix.names }
}
