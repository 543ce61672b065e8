import Foundation
import KZPipeJSON
import Testing

/// A few kills in the middle of a run; `make faults` does it at length and in more ways.
@Suite struct FaultTests {
  /// Preloaded, it ends the process with the n-th call that changes the disk.
  static let shim = Result { () throws -> String in
    let path = Leftovers.path("shim.so")
    let source = Kzpipe.root.appendingPathComponent("Tests/Faults/shim.c").path
    let built = try Kzpipe.shell("cc -shared -fPIC -O1 -o \"$1\" \"$2\" -ldl", [path, source])
    guard built.status == 0 else { throw CocoaError(.fileReadUnknown) }
    return path
  }

  @Test(arguments: [("", [1, 19, 64, 110, 131, 137]), ("output: {pack: {part_bytes: 4096}}\n", [19, 45, 49, 53])])
  func aKilledRunIsCarriedOnToTheSameEnd(output: String, moments: [Int]) throws {
    let scratch = try Scratch()
    let config = try scratch.write("p.yaml", Kzpipe.echoPipeline + output)
    var environment = ["KZPIPE_PLUGIN_PATH": try EchoModule.directory(), "SOURCE_DATE_EPOCH": "1790000000"]
    for number in 10..<40 {
      try scratch.write("in/\(number).txt", number % 9 == 0 ? "no article\n" : "Headline \(number)\nBody\n")
    }
    func run(_ output: String, _ more: [String] = []) throws -> Kzpipe.Result {
      try Kzpipe.run(["run", "-c", config, "-o", scratch.path + "/" + output] + more, environment: environment)
    }
    #expect(try run("undisturbed").status == 1)
    let expected = try scratch.files("undisturbed")
    let shim = try Self.shim.get()
    var kills = 0
    for moment in moments {
      environment["LD_PRELOAD"] = shim
      environment["FAULT_KILL_AT"] = String(moment)
      if try run("out").status == 9 { kills += 1 }
      environment["LD_PRELOAD"] = nil
      let result = try run("out", ["--resume"])
      #expect(result.status == 1, "\(result.errors)")
      #expect(try scratch.files("out") == expected, "killed at \(moment)")
      for file in expected {
        #expect(try scratch.text("out/" + file) == scratch.text("undisturbed/" + file), "\(file)")
      }
      let status = try Kzpipe.run(["status", scratch.path + "/out", "--check", "--json"])
      #expect(status.status == 0, "\(status.errors)")
      let counts = try JSONValue.parse(Array(status.output.utf8))
      #expect(status.status == 0 && counts["documents"]?.integer == 30 && counts["failed"]?.integer == 3)
      try FileManager.default.removeItem(atPath: scratch.path + "/out")
    }
    #expect(kills >= moments.count - 2)
  }
}
