// swift-tools-version: 6.2
// A stranger's module: a package of its own that knows nothing of the project but the kit.
// The environment tells where the kit lies when the package stands somewhere else.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Echo",
  products: [.library(name: "EchoPlugin", type: .dynamic, targets: ["EchoPlugin"])],
  dependencies: [.package(path: Context.environment["KZPIPE_KIT"] ?? "../../../Sources/KZPipeKit")],
  targets: [
    .target(name: "Echo", dependencies: [kit]),
    .target(name: "EchoPlugin", dependencies: ["Echo", kit]),
  ],
  swiftLanguageModes: [.v6]
)
