import KZPipeKit
import Testing

@testable import KZPipeHost

@Suite struct ConfigTests {
  static func load(
    _ extra: String = "", environment: [String: String] = [:], overrides: [String] = [], file: String = "dir/p.yaml"
  ) throws -> Config {
    let set = try overrides.map { try ConfigOverride($0) }
    let (config, problems) = try ConfigLoader.load(
      Array((ConfigMessageTests.good + extra).utf8), file: file, overrides: set, environment: environment)
    #expect(problems == [])
    return config
  }

  @Test func defaultsHold() throws {
    let config = try Self.load()
    #expect(config.outputDirectory == "dir/out")
    #expect(config.deadLetterDirectory == nil)
    #expect(config.limits == Config.Limits(documentSeconds: 10, documentBytes: 33_554_432, inFlight: 64))
    #expect(config.noArticle == .deadLetter)
    #expect(config.stages.map(\.name) == ["lines", "first_line", "files"])
    #expect(config.sha256.count == 64)
  }

  @Test func pathsCountFromTheFile() throws {
    let config = try Self.load("input: {paths: [../pages, /abs/x.html]}\nplugins: [mods]\noutput: {directory: ./o}\n")
    #expect(config.inputPaths.map(\.value) == ["pages", "/abs/x.html"])
    #expect(config.pluginPaths.map(\.value) == ["dir/mods"])
    #expect(config.outputDirectory == "dir/o")
  }

  @Test func pathsOfOverridesCountFromTheWorkingDirectory() throws {
    let config = try Self.load(
      overrides: ["output.directory=o", "plugins=[mods]", "input.paths=[../pages]", "dead_letter.directory=/abs"])
    #expect(config.outputDirectory == "o" && config.deadLetterDirectory == "/abs")
    #expect(config.pluginPaths.map(\.value) == ["mods"] && config.inputPaths.map(\.value) == ["../pages"])
  }

  @Test func variablesAreReplacedAfterParsing() throws {
    let text = "output: {directory: \"${OUT:-else}\"}\nlimits:\n  in_flight: ${N}\n  document_seconds: \"${S:-2.5}\"\n"
    let config = try Self.load(text, environment: ["N": "7", "OUT": "x: [y]"])
    #expect(config.outputDirectory == "dir/x: [y]")
    #expect(config.limits.inFlight == 7)
    #expect(config.limits.documentSeconds == 2.5)
    #expect(try Self.load("output: {directory: \"$${OUT}\"}\n").outputDirectory == "dir/${OUT}")
  }

  @Test func overridesReachStagesAndMakeMaps() throws {
    let config = try Self.load(overrides: ["limits.in_flight=3", "pipeline.export.files.path=a/{slug}.x"])
    #expect(config.limits.inFlight == 3)
    #expect(config.stages.last?.options?["path"]?.value.optionValue == "a/{slug}.x")
  }

  @Test func theHashFollowsWhatMatters() throws {
    let plain = try Self.load().sha256
    #expect(try Self.load("output: {directory: elsewhere}\ninput: {paths: [x]}\n").sha256 == plain)
    #expect(try Self.load("no_article: skip\n").sha256 != plain)
  }

  @Test(arguments: [
    ("1", OptionValue.integer(1)), ("+1", .integer(1)), ("0x1F", .integer(31)), ("0o17", .integer(15)),
    ("1.5", .number(1.5)),
    (".5", .number(0.5)), ("1.", .number(1)), ("1e3", .number(1000)), ("1.e3", .number(1000)),
    ("-.inf", .number(-.infinity)),
    ("true", .boolean(true)), ("True", .boolean(true)), ("yes", .string("yes")), ("no", .string("no")),
    ("on", .string("on")),
    ("null", .null), ("~", .null), ("", .null), ("012", .integer(12)), ("1_000", .string("1_000")),
    ("1:30", .string("1:30")),
    ("2026-03-14", .string("2026-03-14")), ("0x", .string("0x")), ("e3", .string("e3")), ("-", .string("-")),
    ("99999999999999999999", .number(1e20)), ("0x-1", .string("0x-1")), ("infinity", .string("infinity")),
    ("nan", .string("nan")),
  ])
  func plainScalarsFollowTheCoreSchema(_ text: String, value: OptionValue) {
    #expect(CoreScalar.value(ofPlain: text) == value)
  }
}
