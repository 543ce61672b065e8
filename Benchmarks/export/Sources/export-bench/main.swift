import ArticleJSON
import Glibc
import KZPipeKit
import NewsMLG2
import SampleArticles

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "samples" where arguments.count >= 2: try await Samples.write(to: arguments[1])
  default:
    print("usage: export-bench samples DIR")
    exit(2)
  }
} catch {
  print("export-bench: \(error)")
  exit(1)
}
