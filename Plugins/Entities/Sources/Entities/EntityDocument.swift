import EntityTagging
import EntityText
import Gazetteers
import KZPipeKit

/// An article on its way through the stage: blocks, candidates, and what they have been joined to.
struct EntityDocument {
  let blocks: [EntityBlock]
  let language: EntityLanguage
  let resources: EntityResources
  /// In reading order once `findMentions` is done; never overlapping.
  var candidates: [Candidate] = []
  /// Gazetteer matches of each block.
  var matches: [[GazetteerMatch]] = []
  /// Entity of each candidate, after `resolve`.
  var entityOf: [Int] = []
  /// Identity of the candidates by the index that `follows` speaks of.
  var originals: [CandidateKey] = []
  var entities: [ResolvedEntity] = []

  init(blocks: [EntityBlock], language: EntityLanguage, resources: EntityResources) {
    self.blocks = blocks
    self.language = language
    self.resources = resources
  }

  /// Finds candidates block by block, then looks at the document as a whole.
  mutating func findMentions() {
    for (index, block) in blocks.enumerated() {
      let found = resources.matcher.matches(in: block.text)
      matches.append(found)
      candidates += BlockReader(index, block.text, found, language, resources).candidates()
    }
    var pass = DocumentPass(
      blocks: blocks, matches: matches, language: language, resources: resources, candidates: candidates)
    pass.run()
    candidates = pass.candidates
    originals = pass.originals
  }

  /// Text of a candidate as printed.
  func text(_ candidate: Candidate) -> String { blocks[candidate.block].text.text(candidate.bytes) }
}

/// What several candidates turned out to be.
struct ResolvedEntity {
  var kind: Entity.Kind
  var name: String
  var entry: EntryRef?
  var confidence: Double
  var candidates: [Int]
}
