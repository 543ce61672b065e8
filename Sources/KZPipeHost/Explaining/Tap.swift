import KZPipeJSON
import KZPipeKit
import KZPipeRecord

/// Shows documents as they leave one stage, one JSON object a line: the page behind a clean stage, the article record
/// behind a parse or enrich stage, the texts behind an export stage. Later stages do not run and nothing is written.
public struct Tap: Sendable {
  public enum Outcome: Sendable {
    /// UTF-8 of one line, with its end.
    case line([UInt8])
    /// The document did not get there: why, in one line.
    case missed(String)
  }

  private let inspector: Inspector
  private let stage: String

  /// - Returns: `nil` when the pipeline has no stage of this name
  public init?(behind name: String, of setup: Setup) {
    guard let step = setup.pipeline.steps.firstIndex(where: { $0.name == name }) else { return nil }
    inspector = Inspector(pipeline: setup.pipeline, limits: setup.config.limits, through: step)
    stage = name
  }

  /// Documents one after the other, numbered from 0.
  public func run(_ item: InputItem, number: Int) async -> Outcome {
    let inspection = await inspector.run(item, number: number)
    switch inspection.stages.last?.snapshot {
    case .page(let page): return .line(PageRecord.json(of: page) + [0x0A])
    case .article(let article): return .line(ArticleRecord.json(of: article, provenance: true) + [0x0A])
    case .outputs(let outputs): return .line(Self.json(of: outputs, inspection, exporter: stage) + [0x0A])
    case nil:
      if let failure = inspection.failure, failure.error.code != "unsupported_media_type" {
        return .missed("\(item.uri): \(failure.stage): \(failure.error.description)")
      }
      return .missed("\(item.uri): the stage \(stage) did not run on it")
    }
  }

  private static func json(of outputs: [Output], _ inspection: Inspection, exporter: String) -> [UInt8] {
    let files = ExplainedFile.list(outputs, exporter: exporter, names: inspection.result.names)
    var json = JSONWriter()
    json.beginObject()
    json.member("uri", inspection.item.uri)
    json.key("outputs")
    json.beginArray()
    for file in files {
      json.beginObject()
      json.member("file", file.path)
      json.member("is_record", file.isShared)
      json.key("contents")
      json.string(utf8: file.contents)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
