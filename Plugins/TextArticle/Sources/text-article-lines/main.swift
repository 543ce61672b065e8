import KZPipeKit
import TextArticle

// text-article-lines show FILE ...   how the stage reads each line of a text file

let arguments = CommandLine.arguments
let executable = arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
let context = StageContext(
  runTime: PartialDate(year: 2026), version: "0", moduleDirectory: executable.isEmpty ? "." : executable)
guard arguments.count >= 3, arguments[1] == "show" else {
  print("usage: text-article-lines show FILE ...")
  throw StageError("usage", "Nothing to do.")
}
let stage = try TextArticleStage(options: Options(for: TextArticleStage.spec), context: context)
for path in arguments.dropFirst(2) {
  var page = Page(
    id: path, source: Source(uri: path, mediaType: "text/plain"), content: try TextFile.bytes(at: path))
  try await stage.clean(&page)
  print("== \(path) confidence \(page.articleConfidence.map { "\($0)" } ?? "none")")
  for block in page.blocks {
    let sign = block.verdict.isKept ? "+" : "-"
    let number = String(Int(block.verdict.confidence * 100))
    print(
      "\(sign) \(number) \(block.group) \(block.kind) \(block.verdict.reason.rawValue)\t\(page.string(of: block).prefix(150))"
    )
  }
  for evidence in page.evidence { print("  \(evidence.property) [\(evidence.block)] \(evidence.value.prefix(100))") }
}
