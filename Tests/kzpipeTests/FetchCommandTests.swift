import Foundation
import Testing

/// `kzpipe fetch` and what it hands on. The program behind it has tests of its own, in its package.
@Suite struct FetchCommandTests {
  private static let isInstalled = FileManager.default.fileExists(
    atPath: Kzpipe.products.appendingPathComponent("kzpipe-fetch").path)

  @Test(.disabled(if: isInstalled, "skipped: kzpipe-fetch lies beside kzpipe"))
  func aMissingProgramIsNamed() throws {
    let scratch = try Scratch()
    let result = try Kzpipe.run(["fetch", "https://example.com/"], environment: ["PATH": scratch.path])
    #expect(result.status == 2 && result.output == "")
    #expect(result.errors.contains("kzpipe-fetch") && result.errors.contains("make install"), "\(result.errors)")
  }

  @Test(.disabled(if: isInstalled, "skipped: kzpipe-fetch lies beside kzpipe"))
  func everythingIsHandedOn() throws {
    let scratch = try Scratch()
    let program = try scratch.write("kzpipe-fetch", "#!/bin/sh\nprintf '%s|' \"$@\"\ncat\nexit 3\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let result = try Kzpipe.run(
      ["fetch", "-o", "a b", "--help", "--", "x"], environment: ["PATH": "\(scratch.path):/usr/bin:/bin"], input: "in")
    #expect(result.status == 3 && result.output == "-o|a b|--help|--|x|in", "\(result.output)\(result.errors)")
  }

  private static func capture(_ address: String, _ text: String) -> String {
    let message = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(text)"
    return """
      WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: \(address)\r\nWARC-Date: 2026-11-22T10:00:00Z\r
      Content-Type: application/http;msgtype=response\r\nContent-Length: \(message.utf8.count)\r\n\r\n\(message)\r\n\r\n
      """
  }

  @Test func anArchiveMayComeThroughAPipe() throws {
    let scratch = try Scratch()
    let (config, environment) = try RunCommandTests.pipeline(scratch)
    let first =
      Self.capture("https://example.com/news/1?x=2", "One\nBody\n") + Self.capture("https://example.com/2", "Two\n")
    let arguments = ["run", "-c", config, "-", "-o", scratch.path + "/o"]
    let result = try Kzpipe.run(arguments, environment: environment, input: first)
    #expect(result.status == 0 && result.errors.hasPrefix("2 documents: 2 exported"), "\(result.errors)")
    #expect(try scratch.text("o/echo_files/example.com/news/1-x-2.txt") == "One\n\nBody\n")
    // The next archive has others at the same places.
    let again = try Kzpipe.run(
      arguments, environment: environment, input: Self.capture("https://example.com/3", "Three\n"))
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      try scratch.files("o/echo_files") == ["example.com/2.txt", "example.com/3.txt", "example.com/news/1-x-2.txt"])
    let packed = try scratch.write("a.warc", first)
    let piped = try Kzpipe.shell(
      "gzip -c \"$1\" | \"$0\" run -c \"$2\" - -o \"$3\"", [packed, config, scratch.path + "/p"],
      environment: environment)
    #expect(piped.status == 0, "\(piped.errors)")
    #expect(try scratch.files("p/echo_files").count == 2)
  }
}
