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

  /// For training: the text of each line, and the feature matrix, row by row. The row of a line that the classifier does not
  /// look at begins with -1.
  package func features(of content: [UInt8]) -> (lines: [String], values: [Float]) {
    let form = read(DecodedPage(content, declared: nil))
    let context = PageContext(form)
    var values = FeatureMatrix(form, context).rows(form, context, of: ArraySlice(0..<form.count))
    let open = Set(context.openLines(form))
    for index in 0..<form.count where !open.contains(index) { values[index * FeatureMatrix.names.count] = -1 }
    return ((0..<form.count).map { String(decoding: form.text($0), as: UTF8.self) }, values)
  }

  /// For training: the lines that may be a headline with their features, when `classifier` decides about the body.
  package func headlineFeatures(of content: [UInt8], lineModel: String) throws(StageError) -> (
    lines: [String], values: [Float]
  ) {
    let classifier = LineClassifier(trees: try Resource.model(lineModel, FeatureMatrix.names))
    let form = read(DecodedPage(content, declared: nil))
    let probability = classifier.probabilities(form)
    let kept = LineClassifier.choose(
      probability, words: form.forms.map { Float($0.columns) / LineClassifier.columnsPerWord })
    let body = kept.indices.filter { kept[$0] }
    guard let anchor = body.first(where: { form.forms[$0].isSentence }) ?? body.first else { return ([], []) }
    let headlines = Headlines(page: form, scanner: scanner, probability: probability, anchor: anchor, body: body)
    let lines = headlines.candidates()
    return (lines.map { String(decoding: form.text($0), as: UTF8.self) }, headlines.features(of: lines))
  }

  package static var headlineFeatureNames: [String] { Headlines.featureNames }
  package static var featureNames: [String] { FeatureMatrix.names }
}
