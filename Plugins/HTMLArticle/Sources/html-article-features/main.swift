import Foundation
import HTMLArticle
import KZPipeKit

// Features and predictions of pages, for training and for measuring accuracy.
//
//   html-article-features names
//   html-article-features dump LIST OUT_PREFIX      OUT_PREFIX.f32 (rows of floats) and OUT_PREFIX.jsonl (blocks of each page)
//   html-article-features predict MODEL LIST        one JSON object a page on standard output
//
// LIST holds the path of one page a line.

func lines(of path: String) throws -> [String] {
  try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
}

func write(_ object: [String: Any], to handle: FileHandle) throws {
  handle.write(try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]) + [0x0A])
}

func dump(list: String, prefix: String) throws {
  for suffix in [".f32", ".jsonl"] {
    guard FileManager.default.createFile(atPath: prefix + suffix, contents: nil) else { return }
  }
  guard let floats = FileHandle(forWritingAtPath: prefix + ".f32"),
    let texts = FileHandle(forWritingAtPath: prefix + ".jsonl")
  else { return }
  for path in try lines(of: list) {
    let features = PageFeatures(
      content: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), declaredEncoding: nil)
    features.values.withUnsafeBytes { floats.write(Data($0)) }
    try write(
      [
        "path": path, "kinds": features.blocks.map(\.kind), "tags": features.blocks.map(\.tag), "open": features.open,
        "blocks": features.blocks.map { String(decoding: $0.text, as: UTF8.self) },
      ], to: texts)
  }
}

func predict(model: String, list: String) throws {
  let cleaner = try PageCleaner(modelPath: model)
  for path in try lines(of: list) {
    var page = Page(
      id: path, source: Source(uri: path, mediaType: "text/html"),
      content: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    try cleaner.clean(&page)
    try write(
      [
        "path": path, "confidence": page.articleConfidence ?? -1,
        "blocks": page.blocks.map { block -> [Any] in
          [
            page.string(of: block), "\(block.kind)", "\(block.verdict.decision)", Double(block.verdict.confidence),
            block.verdict.reason.rawValue,
          ]
        },
      ], to: .standardOutput)
  }
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("names", 1): print(PageCleaner.featureNames.joined(separator: "\n"))
case ("dump", 3): try dump(list: arguments[1], prefix: arguments[2])
case ("predict", 3): try predict(model: arguments[1], list: arguments[2])
default:
  FileHandle.standardError.write(
    Data("usage: html-article-features names | dump LIST PREFIX | predict MODEL LIST\n".utf8))
  exit(2)
}
