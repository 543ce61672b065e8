// swift-tools-version: 6.2
// The conformance suite: what every stage has to stand, whoever wrote it. It needs no testing framework, so that
// `kzpipe plugin check` and a module's own tests run the same checks.
import PackageDescription

let package = Package(
  name: "KZPipeTesting",
  products: [.library(name: "KZPipeTesting", targets: ["KZPipeTesting"])],
  dependencies: [.package(path: "../KZPipeKit")],
  targets: [
    .target(name: "KZPipeTesting", dependencies: [.product(name: "KZPipeKit", package: "KZPipeKit")])
  ],
  swiftLanguageModes: [.v6]
)
