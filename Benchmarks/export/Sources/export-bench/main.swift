import Glibc

// export-bench samples DIR    the sample articles in every format and shape, for validators
// export-bench story FILE     the document that writers are measured with
// export-bench speed [N [ROW]]  items a second, N items a round; of the rows with ROW in their name
let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "samples" where arguments.count == 2: try await Samples.write(to: arguments[1])
  case "story" where arguments.count == 2: try await Samples.writeStory(to: arguments[1])
  case "speed":
    try await Bench.run(
      rounds: 7, count: arguments.dropFirst().first.flatMap { Int($0) } ?? 2000,
      row: arguments.dropFirst(2).first ?? "")
  default:
    print("usage: export-bench samples DIR | story FILE | speed [N [ROW]]")
    exit(2)
  }
} catch {
  print("export-bench: \(error)")
  exit(1)
}
