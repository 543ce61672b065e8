// swift-tools-version: 6.2
// Packed gradient-boosted trees: small models that stage modules ship as data files.
import PackageDescription

let package = Package(
  name: "KZPipeLearn",
  products: [.library(name: "KZPipeLearn", targets: ["KZPipeLearn"])],
  targets: [
    .target(name: "KZPipeLearn"),
    .testTarget(name: "KZPipeLearnTests", dependencies: ["KZPipeLearn"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
