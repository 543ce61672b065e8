import KZPipeKit
import TextArticle

// A window into the stage, for training and for looking at pages.
//
//   text-article-lines show FILE ...                            how the stage reads each line
//   text-article-lines names                                    names of the features, one a line
//   text-article-lines features ROLES VOCABULARY OUT < LIST     lines and features of the files listed on standard input:
//                                                               OUT.f32 (rows of floats) and OUT.lines (`#path count`, then
//                                                               the lines)
//   text-article-lines headline-names                           names of the headline features
//   text-article-lines headlines ROLES VOCABULARY MODEL OUT < LIST   the same for the lines that may be headlines
//   text-article-lines body MODULES < LIST                      verdicts, blocks and evidence of the files
//   text-article-lines time ROUNDS MODULES < LIST               speed over the files
// MODULES is the directory that holds TextArticle_TextArticle.resources.
let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "show" where arguments.count > 2: try await Show.files(arguments.dropFirst(2), executable: arguments[0])
case "names" where arguments.count == 2: LineReader.featureNames.forEach { print($0) }
case "features" where arguments.count == 5:
  try FeatureDump(roles: arguments[2], vocabulary: arguments[3]).write(to: arguments[4])
case "headline-names" where arguments.count == 2: LineReader.headlineFeatureNames.forEach { print($0) }
case "headlines" where arguments.count == 6:
  try FeatureDump(roles: arguments[2], vocabulary: arguments[3], lineModel: arguments[4]).write(to: arguments[5])
case "body" where arguments.count == 3: try await BodyDump.write(modules: arguments[2])
case "time" where arguments.count == 4: try await Timing.measure(rounds: Int(arguments[2]) ?? 1, modules: arguments[3])
default:
  print(
    "usage: text-article-lines show FILE ... | names | headline-names | features ROLES VOCABULARY OUT | headlines ROLES VOCABULARY MODEL OUT | body MODULES | time ROUNDS MODULES"
  )
  throw StageError("usage", "Nothing to do.")
}
