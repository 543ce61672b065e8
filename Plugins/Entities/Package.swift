// swift-tools-version: 6.2
// Enrich stages `entities` and `names`: a statistical tagger, gazetteers, a pass over the whole document, and linking.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Entities",
  products: [
    .library(name: "EntitiesPlugin", type: .dynamic, targets: ["EntitiesPlugin"]),
    .library(name: "Entities", targets: ["Entities"]),
    .library(name: "EntityTrainer", targets: ["EntityTrainer", "EntityTagging", "Gazetteers", "EntityText"]),
    .executable(name: "entity-tool", targets: ["entity-tool"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit")
  ],
  targets: [
    .target(name: "EntityText"),
    .target(name: "Gazetteers", dependencies: ["EntityText"]),
    .target(name: "EntityTagging", dependencies: ["EntityText", "Gazetteers"]),
    .target(name: "EntityTrainer", dependencies: ["EntityText", "Gazetteers", "EntityTagging"]),
    .target(
      name: "Entities", dependencies: ["EntityText", "Gazetteers", "EntityTagging", "EntityTrainer", kit],
      resources: [
        .copy("Resources/world.gazetteer"), .copy("Resources/kazakhstan.gazetteer"),
        .copy("Resources/words.lexicon"), .copy("Resources/en.tagger"), .copy("Resources/kk.tagger"),
      ]),
    .target(name: "EntitiesPlugin", dependencies: ["Entities", kit]),
    .executableTarget(
      name: "entity-tool",
      dependencies: ["Entities", "EntityTrainer", "EntityTagging", "Gazetteers", "EntityText", kit]),
    .testTarget(
      name: "EntitiesTests",
      dependencies: ["Entities", "EntityTrainer", "EntityTagging", "EntityText", "Gazetteers", kit]),
  ],
  swiftLanguageModes: [.v6]
)
