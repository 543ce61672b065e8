import KZPipeKit
import KZPipeLearn
import KZPipeText

/// Fills a page: decodes it, reads its blocks, gathers what it says about itself, and decides on every block.
public struct PageCleaner: Sendable {
  let decider: Decider
  let keepsLinks: Bool

  /// Offsets are 32 bits wide.
  static let byteLimit = 1 << 30

  /// Reads the model at `modelPath`.
  /// - Throws: `.resource` when it cannot be read or was trained for other features than this stage computes.
  public init(modelPath: String, favour: Favour = .balanced, keepsLinks: Bool = true) throws(StageError) {
    let model: TreeEnsemble
    do {
      model = try TreeEnsemble(contentsOf: modelPath)
    } catch {
      throw StageError(
        .resource, "the model of html_article cannot be read: \(error)", place: modelPath,
        advice: "install the module with its resources directory beside it")
    }
    try self.init(model: model, favour: favour, keepsLinks: keepsLinks)
  }

  /// - Throws: `.resource` when the model was trained for other features than this stage computes.
  public init(model: TreeEnsemble, favour: Favour = .balanced, keepsLinks: Bool = true) throws(StageError) {
    guard model.featureNames == Self.featureNames else {
      throw StageError(
        .resource, "the model of html_article was trained for other features than this version computes",
        advice: "install the model that comes with the module, or train one with its Training scripts")
    }
    decider = Decider(model: model, favour: favour)
    self.keepsLinks = keepsLinks
  }

  /// Names of the features, in order.
  public static let featureNames: [String] = {
    let page = Array("<p>a".utf8)
    return page.withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      reader.read()
      let analysis = PageAnalysis(reader, title: [], description: [])
      return BlockFeatures(analysis, evidence: EvidenceWords()).matrix([0], width: nil).names
    }
  }()

  /// Fills `page`.
  public func clean(_ page: inout Page) throws(StageError) {
    guard page.content.count < Self.byteLimit else {
      throw StageError(
        .tooLarge, "the page has \(page.content.count) bytes; html_article reads at most \(Self.byteLimit)",
        advice: "lower limits.document_bytes so that such documents are refused earlier")
    }
    // A byte order mark wins, then what the transport declares, then the page itself (WHATWG HTML, section 13.2.3.2).
    let declared =
      page.source.declaredEncoding ?? page.source.header("content-type").flatMap(Charset.label(inContentType:))
    let decoded = Charset.decode(page.content, declared: declared, isHTML: true)
    page.source.encoding = decoded.encoding
    let repaired = Mojibake.repaired(decoded.utf8)
    let isXML = page.source.mediaType == "application/xhtml+xml"
    (repaired ?? decoded.utf8).withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: isXML)
      reader.read()
      var evidence = EvidenceReader(reader, address: page.source.url)
      evidence.read(headers: page.source.headers)
      let analysis = PageAnalysis(reader, title: evidence.words.title, description: evidence.words.description)
      let features = BlockFeatures(analysis, evidence: evidence.words)
      let probabilities = decider.probabilities(features, blocks: reader.blocks.count)
      let threshold = decider.threshold(probabilities, words: analysis.facts.map(\.words))
      let roles = BlockRoles(reader: reader, analysis: analysis)
      let judge = PageJudge(
        analysis: analysis, roles: roles, probabilities: probabilities, threshold: threshold)
      var judgement = judge.judge()
      let nature = PageNature(
        analysis: analysis, context: features.context, isBody: judgement.isBody, text: reader.text,
        title: evidence.words.pageTitle, saysArticle: evidence.saysArticle
      ).finding()
      switch nature {
      case .none: break
      case .objection(let reason):
        judgement.confidence *= Self.doubt
        page.provenance.append(Provenance(stage: "html_article", at: "/page", reason: reason.rawValue))
      case .teasers(let blocks): judge.drop(blocks, from: &judgement)
      }
      var writer = PageWriter(
        reader, analysis, resolver: evidence.resolver, keepsLinks: keepsLinks,
        sourceShift: repaired == nil ? Self.shift(page.content, decoded) : nil)
      writer.write(judgement, roles: roles, probabilities: probabilities, evidence: evidence.found, into: &page)
      if analysis.totalGood < Self.leastProse, nature == .none {
        var script = ScriptBody(reader)
        if let html = script.html(articleBody: evidence.words.body) { Self.append(html, to: &page) }
      } else if Self.keptWords(judgement, analysis) < Self.leastProse,
        let html = ScriptBody.html(ofStated: evidence.words.body)
      {
        // Teasers and notices around an article that only the structured data holds.
        Self.append(html, to: &page)
      }
    }
  }

  /// What is left of the confidence in a page of which something says that it is no article.
  private static let doubt = 0.2

  /// A page with less prose than this many words shows no article; its scripts may hold one.
  private static let leastProse: Int32 = 60

  private static func keptWords(_ judgement: PageJudge.Judgement, _ analysis: PageAnalysis) -> Int32 {
    judgement.isBody.indices.reduce(0) { $0 + (judgement.isBody[$1] ? analysis.facts[$1].words : 0) }
  }

  /// Takes the body from data in a script: the visible blocks are then what stands around it. Leaves the page as it is when
  /// the data turns out to hold less prose than a body has.
  private static func append(_ html: [UInt8], to page: inout Page) {
    html.withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      reader.read()
      let analysis = PageAnalysis(reader, title: [], description: [])
      let roles = BlockRoles(reader: reader, analysis: analysis)
      let kinds = reader.blocks.indices.map { roles.kind($0, isLikelyBody: true, firstBody: 0) }
      let reasons = reader.blocks.indices.map { index -> Reason? in
        let block = reader.blocks[index]
        if block.isHidden { return "hidden" }
        if PageJudge.isNoBody(kinds[index]) { return "caption" }
        let text = reader.text[Int(block.start)..<Int(block.end)]
        // Marks that a template would have replaced.
        return text.starts(with: Array("$$".utf8)) || text.starts(with: Array("{{".utf8)) ? "template_mark" : nil
      }
      let words = reasons.indices.reduce(Int32(0)) { $0 + (reasons[$1] == nil ? analysis.facts[$1].words : 0) }
      guard words >= leastProse, words > analysis.totalWords / 2 else { return }
      for index in page.blocks.indices where page.blocks[index].verdict.isKept {
        page.blocks[index].verdict = Verdict(.dropped, confidence: 0.4, reason: "outside_script_body")
      }
      page.spans = []
      for (index, block) in reader.blocks.enumerated() {
        page.append(
          reader.text[Int(block.start)..<Int(block.end)], kind: kinds[index], level: block.level,
          verdict: Verdict(
            reasons[index] == nil ? .kept : .dropped, confidence: 0.7, reason: reasons[index] ?? "script_data"))
      }
      page.articleConfidence = 0.7
    }
  }

  /// Bytes of the page before the decoded text begins; `nil` when offsets cannot be carried over.
  private static func shift(_ content: [UInt8], _ decoded: DecodedText) -> Int32? {
    guard decoded.encoding == "utf-8", decoded.replacements == 0 else { return nil }
    let shift = content.count - decoded.utf8.count
    return shift == 0 || shift == 3 && decoded.source == .bom ? Int32(shift) : nil
  }
}

/// Blocks and features of a page without a decision, for training and for looking at.
public struct PageFeatures: Sendable {
  public struct Block: Sendable {
    public var kind: String
    public var tag: String
    public var text: [UInt8]
  }

  public let blocks: [Block]
  /// Blocks that the model decides on, and one row of features for each.
  public let open: [Int]
  public let values: [Float]

  public init(content: [UInt8], declaredEncoding: String?) {
    let decoded = Charset.decode(content, declared: declaredEncoding, isHTML: true)
    (blocks, open, values) = decoded.utf8.withUnsafeBufferPointer { bytes in
      var reader = PageReader(bytes, isXML: false)
      reader.read()
      var evidence = EvidenceReader(reader, address: nil)
      evidence.read()
      let analysis = PageAnalysis(reader, title: evidence.words.title, description: evidence.words.description)
      let features = BlockFeatures(analysis, evidence: evidence.words)
      let matrix = features.matrix(features.open, width: PageCleaner.featureNames.count)
      let blocks = reader.blocks.map {
        Block(
          kind: "\($0.kind)", tag: reader.nodes.tag[Int($0.node)].name,
          text: Array(reader.text[Int($0.start)..<Int($0.end)]))
      }
      return (blocks, matrix.blocks, matrix.values)
    }
  }
}
