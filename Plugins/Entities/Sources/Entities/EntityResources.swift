import EntityTagging
import EntityText
import Gazetteers
import KZPipeKit

/// Models and packs, mapped once and shared by all documents.
struct EntityResources: Sendable {
  let matcher: GazetteerMatcher
  let lexicon: Lexicon
  let english: Tagger
  let kazakh: Tagger
  /// The packs of this run are those that the taggers were trained with, in the same order.
  let usesOwnPacks: Bool

  init(packs: [String], files: [String], context: StageContext) throws(StageError) {
    let beside = ModuleResources(package: "Entities", target: "Entities", context: context)
    try self.init(packs: packs, files: files, beside: beside.directory)
  }

  /// For tools: the packs and models in `directory`.
  init(directory: String) throws(StageError) {
    try self.init(packs: ["kazakhstan", "world"], files: [], beside: directory)
  }

  private init(packs: [String], files: [String], beside: String) throws(StageError) {
    func path(_ name: String) -> String { beside + "/" + name }
    do {
      var gazetteers: [Gazetteer] = []
      for path in files { gazetteers.append(try Self.gazetteer(path)) }
      for name in packs {
        guard !name.contains("/") else {
          throw StageError(.badOption, "\"\(name)\" is no name of a pack", advice: "write paths under gazetteer_files")
        }
        gazetteers.append(try Gazetteer(path: path(name + ".gazetteer")))
      }
      matcher = GazetteerMatcher(gazetteers)
      usesOwnPacks = files.isEmpty && packs == ["kazakhstan", "world"]
      lexicon = try Lexicon(path: path("words.lexicon"))
      // The taggers were trained with the packs of the module; other packs may be added, none of these left out.
      let known = GazetteerMatcher([
        try Gazetteer(path: path("kazakhstan.gazetteer")), try Gazetteer(path: path("world.gazetteer")),
      ])
      let extractor = FeatureExtractor(lexicon: lexicon, matcher: known)
      english = Tagger(model: try TaggerModel(path: path("en.tagger")), extractor: extractor)
      kazakh = Tagger(model: try TaggerModel(path: path("kk.tagger")), extractor: extractor)
    } catch let error as DataFileError {
      throw StageError(
        .resource, error.message, advice: "reinstall the module, or build the file again with entity-tool")
    } catch let error as StageError {
      throw error
    } catch {
      throw StageError(.resource, "a data file of the stage cannot be read")
    }
  }

  /// A compiled pack, or a TSV file that is compiled here.
  private static func gazetteer(_ path: String) throws(DataFileError) -> Gazetteer {
    guard path.hasSuffix(".tsv") else { return try Gazetteer(path: path) }
    let file = try DataFile(path: path)
    return try Gazetteer(entries: GazetteerEntry.parse(String(decoding: file.bytes, as: UTF8.self), path: path))
  }
}
