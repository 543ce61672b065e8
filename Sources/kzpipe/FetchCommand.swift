import ArgumentParser
import Glibc
import KZPipeHost

/// Hands over to `kzpipe-fetch`, a program of its own: its HTTP client is larger than the rest of kzpipe.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch pages into a web archive that kzpipe reads (the program kzpipe-fetch).",
    discussion: """
      EXAMPLES:
        kzpipe fetch addresses.txt -o pages.warc.gz
        kzpipe fetch --list https://example.com/feed.xml | kzpipe run -c pipeline.yaml -
        kzpipe fetch --help                      all options
      """)

  private static let program = "kzpipe-fetch"

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("Addresses, files that list them, and options.", valueName: "argument"), completion: .file())
  var arguments: [String] = []

  func run() throws {
    let beside = FilePath.join(ModuleSearch.executableDirectory(), Self.program)
    // As other programs find theirs: beside this one, else where the shell looks.
    for path in [beside, Self.program] {
      var words = ([path] + arguments).map { strdup($0) } + [nil]
      defer { for word in words { free(word) } }
      execvp(path, &words)
    }
    Console.error(
      """
      kzpipe: fetch needs the program \(Self.program), which is neither beside kzpipe nor in $PATH: \
      \(FileError(number: errno).reason)
        "make install" puts it there; from a checkout: swift build -c release --package-path Sources/KZPipeFetch
      """)
    throw Exit.unusable
  }
}
