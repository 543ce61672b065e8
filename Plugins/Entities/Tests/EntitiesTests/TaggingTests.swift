import EntityTagging
import EntityText
import EntityTrainer
import Gazetteers
import KZPipeKit
import Testing

@testable import Entities

/// Tokenizer, trie, model file and trainer.
struct TaggingTests {
  @Test(arguments: [
    ("Hong Beom-do's U.S. visit.", ["Hong", "Beom-do", "'s", "U.S.", "visit", "."]),
    ("O'Neill & Sons Inc. (AT&T)", ["O'Neill", "&", "Sons", "Inc.", "(", "AT&T", ")"]),
    ("Алматы, 3,400 м.", ["Алматы", ",", "3,400", "м", "."]), ("서울=한울", ["서울", "=", "한울"]),
    ("Gazeta.uz said. so.", ["Gazeta.uz", "said", ".", "so", "."]),
    ("the boys’ club’s J. Smith", ["the", "boys", "’", "club", "’s", "J.", "Smith"]),
  ])
  func tokens(text: String, expected: [String]) {
    let tokenized = TokenizedText(text)
    #expect(tokenized.tokens.indices.map { tokenized.text(of: $0) } == expected)
  }

  @Test func foldingIgnoresMarksCaseAndTheInvisible() {
    #expect(Folding.key("ŞYM\u{200B}KENT  Öskemen") == Folding.key("symkent oskemen"))
    #expect(Folding.key("Ёлка") == Folding.key("елка"))
    #expect(Folding.key("ҚАЗАҚСТАН") == Folding.key("қазақстан"))
  }

  @Test func theTrieFindsItsKeysAndNoOthers() throws {
    let words = ["a", "ab", "abc", "abd", "b", "казах", "казахстан", "", "zebra"]
    let lexicon = try Lexicon(words: words.enumerated().map { ($1, UInt32($0 + 1)) })
    for (index, word) in words.enumerated() where !word.isEmpty {
      #expect(lexicon.bits(of: Array(word.utf8)[...]) == UInt32(index + 1))
    }
    for word in ["", "c", "abcd", "казахс", "zebr", "zebras"] { #expect(lexicon.bits(of: Array(word.utf8)[...]) == 0) }
  }

  static func examples() -> [LabelledText] {
    let firsts = ["Ana", "Boris", "Clara", "Dan", "Eva", "Finn"]
    let lasts = ["Marlin", "Ospov", "Petrel", "Quist", "Rowe"]
    let towns = ["Lumo", "Karst", "Vend", "Orlo"]
    var out: [LabelledText] = []
    for first in firsts {
      for last in lasts {
        for town in towns {
          let name = first + " " + last
          let head = name + " lives in "
          out.append(
            LabelledText(
              text: head + town + ".",
              spans: [(0..<name.utf8.count, "PER"), (head.utf8.count..<(head.utf8.count + town.utf8.count), "LOC")]))
        }
      }
    }
    return out
  }

  @Test func aTrainedModelLearnsAndIsReproducible() throws {
    let extractor = FeatureExtractor(lexicon: try Lexicon(words: []), matcher: GazetteerMatcher([]))
    var settings = Trainer.Settings()
    settings.epochs = 4
    settings.tableBits = 12
    settings.kinds = ["PER", "LOC"]
    let contents = Trainer(settings: settings, extractor: extractor).train(Self.examples())
    #expect(contents == Trainer(settings: settings, extractor: extractor).train(Self.examples()))
    let tagger = Tagger(model: try TaggerModel(contents: contents), extractor: extractor)
    let text = TokenizedText("Greta Petrel lives in Lumo.")
    let spans = tagger.tag(text)
    #expect(spans.map { text.text(of: $0.tokens.lowerBound) + " " + $0.label } == ["Greta PER", "Lumo LOC"])
    #expect(spans.allSatisfy { $0.confidence > 0.5 && $0.confidence <= 1 })
  }

  @Test func conllRowsBecomeText() {
    let read = LabelledText.conll(
      "-DOCSTART- O\n\nAna I-PER\nMarlin I-PER\nleft O\nLumo I-LOC\n. O\n\n", rename: ["LOC": "PLACE"])
    #expect(read.map(\.text) == ["Ana Marlin left Lumo."])
    #expect(read.first?.spans.map(\.label) == ["PER", "PLACE"])
    #expect(read.first?.spans.map(\.range) == [0..<10, 16..<20])
  }
}
