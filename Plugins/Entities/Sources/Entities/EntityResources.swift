import EntityTagging
import EntityText
import Gazetteers
import KZPipeKit

/// Where a tagger comes from when it is not the module's own.
enum TaggerSource: Sendable {
  case file(String)
  case contents([UInt8])
}

/// Models and packs, mapped once and shared by all documents.
struct EntityResources: Sendable {
  /// Languages that the module has taggers for, with a label that only their models have.
  static let taggers = [("en", "B-PER"), ("kk", "B-GPE")]

  let matcher: GazetteerMatcher
  let lexicon: Lexicon
  let english: Tagger
  let kazakh: Tagger
  /// The packs of this run, those of the user apart, are those that the taggers were trained with, in the same order.
  let usesOwnPacks: Bool

  static let ownPacks = ["kazakhstan", "world"]

  /// - Parameter models: taggers by language that stand in for the module's
  init(
    packs: [String], files: [String], models: [String: TaggerSource] = [:], context: StageContext
  ) throws(StageError) {
    let beside = ModuleResources(package: "Entities", target: "Entities", context: context)
    func path(_ name: String) -> String { beside.path(name) }
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
      usesOwnPacks = packs == Self.ownPacks
      lexicon = try Lexicon(path: path("words.lexicon"))
      // The taggers were trained with the packs of the module. Packs of the user speak to them too, by kind of entry; none
      // of the module's is left out.
      var known = Array(gazetteers.prefix(files.count))
      for name in Self.ownPacks {
        let at = packs.firstIndex(of: name).map { files.count + $0 }
        known.append(try at.map { gazetteers[$0] } ?? Gazetteer(path: path(name + ".gazetteer")))
      }
      let extractor = FeatureExtractor(lexicon: lexicon, matcher: GazetteerMatcher(known))
      func tagger(_ language: String) throws -> Tagger {
        let own = TaggerSource.file(path(language + ".tagger"))
        return Tagger(model: try Self.model(models[language] ?? own, language: language), extractor: extractor)
      }
      english = try tagger("en")
      kazakh = try tagger("kk")
    } catch let error as DataFileError {
      throw Self.unusable(error)
    } catch let error as StageError {
      throw error
    } catch {
      throw StageError(.resource, "a data file of the stage cannot be read")
    }
  }

  static func unusable(_ error: DataFileError) -> StageError {
    StageError(.resource, error.message, advice: "reinstall the module, or build the file again with entity-tool")
  }

  private static func model(_ source: TaggerSource, language: String) throws -> TaggerModel {
    let model =
      switch source {
      case .file(let path): try TaggerModel(path: path)
      case .contents(let contents): try TaggerModel(contents: contents)
      }
    guard let label = taggers.first(where: { $0.0 == language })?.1, model.labels.contains(label) else {
      throw StageError(
        .resource, "the model given for \"\(language)\" is for another language",
        advice: "train one with kzpipe train entities --set language=\(language)")
    }
    return model
  }

  /// A compiled pack, or a TSV file that is compiled here.
  private static func gazetteer(_ path: String) throws(DataFileError) -> Gazetteer {
    guard path.hasSuffix(".tsv") else { return try Gazetteer(path: path) }
    let file = try DataFile(path: path)
    return try Gazetteer(entries: GazetteerEntry.parse(String(decoding: file.bytes, as: UTF8.self), path: path))
  }
}
