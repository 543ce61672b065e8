import KZPipeKit
import TextArticle

// A window into the stage, for training and for looking at pages.
//
//   text-article-lines show FILE ...                            how the stage reads each line
//   text-article-lines names                                    names of the features, one a line
//   text-article-lines features ROLES VOCABULARY OUT < LIST     lines and features of the files listed on standard input:
//                                                               OUT.f32 (rows of floats) and OUT.lines (`#path count`, then
//                                                               the lines)
let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "show" where arguments.count > 2: try await Show.files(arguments.dropFirst(2), executable: arguments[0])
case "names" where arguments.count == 2: LineReader.featureNames.forEach { print($0) }
case "features" where arguments.count == 5:
  try FeatureDump(roles: arguments[2], vocabulary: arguments[3]).write(to: arguments[4])
default:
  print("usage: text-article-lines show FILE ... | names | features ROLES VOCABULARY OUT < LIST")
  throw StageError("usage", "Nothing to do.")
}
