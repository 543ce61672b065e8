// swift-tools-version: 6.2
// A stranger's module: a package of its own that knows nothing of the project but the kit.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Echo",
  products: [.library(name: "EchoPlugin", type: .dynamic, targets: ["EchoPlugin"])],
  dependencies: [.package(path: "../../../Sources/KZPipeKit")],
  targets: [
    .target(name: "Echo", dependencies: [kit]),
    .target(name: "EchoPlugin", dependencies: ["Echo", kit]),
  ],
  swiftLanguageModes: [.v6]
)
