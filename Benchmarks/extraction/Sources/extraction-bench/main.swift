import Foundation
import KZPipeKit

// Clean and parse without a host, on pages in memory.
//
//   extraction-bench speed MODEL LIST [ROUNDS]      one JSON object: CPU time of one thread, peak memory
//   extraction-bench dump MODEL LIST                everything that the stages say about each page, to compare two builds
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
default:
  FileHandle.standardError.write(
    Data("usage: extraction-bench speed MODEL LIST [ROUNDS] | dump MODEL LIST\n".utf8))
  exit(2)
}
