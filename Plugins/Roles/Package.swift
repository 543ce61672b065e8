// swift-tools-version: 6.2
// Enrich stage `roles`: titles, functions and occupations of persons.
import PackageDescription

let package = Package(
  name: "Roles",
  products: [
    .library(name: "RolesPlugin", type: .dynamic, targets: ["RolesPlugin"]),
    .library(name: "Roles", targets: ["Roles"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeGrammar"),
  ],
  targets: [
    .target(
      name: "Roles",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeGrammar", package: "KZPipeGrammar"),
      ]),
    .target(name: "RolesPlugin", dependencies: ["Roles", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "RolesTests",
      dependencies: [
        "Roles", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "HostileTexts", package: "KZPipeGrammar"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
