import EntityTagging
import EntityText
import KZPipeKit

@testable import Gazetteers
@testable import KZPipeHost
@testable import KZPipeLearn
@testable import Related
@testable import Topics

/// Files that users give to stages: gazetteers, taggers, topic models, trees, memories, training data.
///
/// The first byte chooses the kind. Checksums are put in front here, since a fuzzer does not guess them.
struct ModelsTarget: FuzzTarget {
  static let name = "models"
  private static let text = TokenizedText(
    "Dana Example of Example Hill met the Ministry of Examples, Далия Пример и KZ.")
  private let lexicon: Lexicon
  private let features = TextFeatures(of: Samples.article)

  init() throws { lexicon = try Lexicon(words: [("dana", Lexicon.Bit.firstName), ("hill", Lexicon.Bit.placeHead)]) }

  func run(_ bytes: [UInt8]) {
    let body = Array(bytes.dropFirst())
    switch bytes.first {
    case UInt8(ascii: "g"): entries(String(decoding: body, as: UTF8.self))
    case UInt8(ascii: "G"): gazetteer(body)
    case UInt8(ascii: "t"): tagger(body)
    case UInt8(ascii: "T"): topics(body)
    case UInt8(ascii: "r"): memory(body)
    case UInt8(ascii: "f"): forest(body)
    case UInt8(ascii: "c"): training(body)
    default: break
    }
  }

  private func entries(_ text: String) {
    guard let entries = try? GazetteerEntry.parse(text, path: "fuzz.tsv"),
      let gazetteer = try? Gazetteer(entries: entries)
    else { return }
    require(gazetteer.count == entries.count, "entries are lost")
    for (index, entry) in entries.enumerated() {
      require(gazetteer.kind(index) == entry.kind && gazetteer.geonames(index) == entry.geonames, "an entry changes")
      require(entry.name.utf8.count > 60_000 || gazetteer.name(index) == entry.name, "an entry changes its name")
    }
    look(gazetteer)
  }

  private func look(_ gazetteer: Gazetteer) {
    let matcher = GazetteerMatcher([gazetteer])
    for match in matcher.matches(in: Self.text) {
      require(
        match.tokens.upperBound <= Self.text.tokens.count && match.end <= Self.text.bytes.count,
        "a match behind the text")
    }
    for entry in 0..<min(gazetteer.count, 64) {
      _ = gazetteer.names(entry)
      _ = gazetteer.position(entry)
      _ = gazetteer.country(entry)
    }
  }

  private func gazetteer(_ body: [UInt8]) {
    let sealed = Checksum.seal(body, magic: GazetteerBuilder.magic, version: GazetteerBuilder.version)
    guard let gazetteer = try? Gazetteer(file: DataFile(contents: sealed), path: "fuzz") else { return }
    look(gazetteer)
  }

  private func tagger(_ body: [UInt8]) {
    let sealed = Checksum.seal(body, magic: TaggerModel.magic, version: TaggerModel.version)
    guard let model = try? TaggerModel(contents: sealed) else { return }
    let extractor = FeatureExtractor(lexicon: lexicon, matcher: GazetteerMatcher([]))
    for span in Tagger(model: model, extractor: extractor).tag(Self.text) {
      require(span.tokens.upperBound <= Self.text.tokens.count, "a span behind the text")
      require((0...1).contains(span.confidence), "a confidence of \(span.confidence)")
    }
  }

  private func topics(_ body: [UInt8]) {
    let sealed = TopicModel.magic + Self.number(TopicModel.version) + Self.sum(body) + body
    guard let model = try? TopicModel(contents: sealed, file: "fuzz") else { return }
    for answer in model.answers(for: features) {
      require((0...1).contains(answer.probability), "a probability of \(answer.probability)")
    }
  }

  private func memory(_ body: [UInt8]) {
    let sealed = MemoryFile.magic + Self.number(MemoryFile.version) + Self.sum(body) + body
    guard let found = try? MemoryFile.signatures(in: sealed, path: "fuzz") else { return }
    var memory = Memory(window: 100)
    memory.recall(found)
    for signature in found.prefix(20) {
      for other in memory.candidates(for: signature) {
        let likeness = signature.storySimilarity(to: other)
        require(likeness.isFinite, "a likeness of \(likeness)")
      }
    }
    let again = try? MemoryFile.signatures(in: MemoryFile.contents(of: found), path: "fuzz")
    require(again?.map(\.id) == found.map(\.id), "signatures change when they are written")
  }

  private func forest(_ body: [UInt8]) {
    // The header up to the checksum, the checksum, the rest.
    let head = Array(body.prefix(40 - PackedFormat.magic.count - 4))
    guard head.count == 28 else { return }
    let front = PackedFormat.magic + Self.number(PackedFormat.version) + head
    let rest = Array(body.dropFirst(28))
    guard let model = try? TreeEnsemble(bytes: front + Self.sum(front + rest) + rest) else { return }
    let rows = 3
    let matrix = (0..<rows * max(1, model.featureCount)).map { $0 % 7 == 3 ? Float.nan : Float($0 % 5) - 2 }
    var scores = [Float](repeating: 0, count: rows)
    model.rawScores(matrix, rows: rows, into: &scores)
  }

  private func training(_ body: [UInt8]) {
    var reader = TaggedText(uri: "fuzz.conll")
    for line in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      do { try reader.read(String(decoding: line, as: UTF8.self)) } catch { return }
    }
    for article in reader.finish() {
      PageRules.check(article)
      StageRules.check(article, after: article, wrote: [])
    }
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func sum(_ bytes: [UInt8]) -> [UInt8] {
    let sum: UInt64 = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return number(UInt32(truncatingIfNeeded: sum)) + number(UInt32(truncatingIfNeeded: sum >> 32))
  }
}
