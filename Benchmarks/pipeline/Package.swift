// swift-tools-version: 6.2
// What the host itself costs: stages that do nothing, modules that are loaded, one page from command to file.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "pipeline-bench",
  products: [.library(name: "EmptyPlugin", type: .dynamic, targets: ["EmptyPlugin"])],
  dependencies: [.package(name: "kzpipe", path: "../.."), .package(path: "../../Sources/KZPipeKit")],
  targets: [
    .target(name: "EmptyStages", dependencies: [kit]),
    .target(name: "EmptyPlugin", dependencies: ["EmptyStages", kit]),
    .executableTarget(name: "pipeline-bench", dependencies: [kit, .product(name: "KZPipeHost", package: "kzpipe")]),
  ],
  swiftLanguageModes: [.v6]
)
