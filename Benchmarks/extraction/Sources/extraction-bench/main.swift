import Foundation
import HTMLArticle
import KZPipeKit
import KZPipeRecord

// Clean and parse without a host, on pages in memory.
//
//   extraction-bench speed MODEL LIST [ROUNDS]      one JSON object: CPU time of one thread, peak memory
//   extraction-bench dump MODEL LIST                everything that the stages say about each page, to compare two builds
//   extraction-bench articles MODEL LIST            the record of each article; pages without one give none
//   extraction-bench elements LIST DIRECTORY        for each page of the list, by its number: N.utf8, the page as it was
//                                                   decoded, and N.json, [[tag, text], ...]; names.json, the known tags
//
// LIST holds the path of one page a line.

func paths(_ list: String) throws -> [String] {
  try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").map(String.init)
}

func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, arguments.count) {
case ("speed", 3...4):
  let pages = try paths(arguments[2]).map(bytes)
  let report = try Speed.report(
    pages, chain: Chain(model: arguments[1]), rounds: arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3)
  FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: report, options: [.sortedKeys]) + [0x0A])
case ("dump", 3):
  let chain = try Chain(model: arguments[1])
  for path in try paths(arguments[2]) {
    FileHandle.standardOutput.write(Data(Dump.text(of: try chain.clean(bytes(path), path: path), chain: chain).utf8))
  }
case ("articles", 3):
  let chain = try Chain(model: arguments[1])
  for path in try paths(arguments[2]) {
    let page = try chain.clean(bytes(path), path: path)
    guard let article = try? chain.parser.article(of: page) else { continue }
    FileHandle.standardOutput.write(Data(ArticleRecord.json(of: article, provenance: true) + [0x0A]))
  }
case ("elements", 3):
  let directory = URL(fileURLWithPath: arguments[2])
  try JSONSerialization.data(withJSONObject: PageElements.names).write(to: directory.appending(path: "names.json"))
  for (number, path) in try paths(arguments[1]).enumerated() {
    let page = PageElements(content: try bytes(path))
    try Data(page.page).write(to: directory.appending(path: "\(number).utf8"))
    let elements = page.elements.map { [$0.tag, String(decoding: $0.text, as: UTF8.self)] }
    try JSONSerialization.data(withJSONObject: elements).write(to: directory.appending(path: "\(number).json"))
  }
default:
  FileHandle.standardError.write(
    Data(
      "usage: extraction-bench speed MODEL LIST [ROUNDS] | dump MODEL LIST | articles MODEL LIST | elements LIST DIRECTORY\n"
        .utf8))
  exit(2)
}
