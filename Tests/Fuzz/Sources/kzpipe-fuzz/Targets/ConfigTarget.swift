import KZPipeHost

/// A pipeline's YAML: parsing, replacing of variables, decoding. Whatever is wrong with it comes back as diagnostics.
struct ConfigTarget: FuzzTarget {
  static let name = "config"

  init() {}

  func run(_ bytes: [UInt8]) {
    _ = try? ConfigLoader.load(bytes, file: "fuzz.yaml", environment: ["HOME": "/"])
  }
}
