import KZPipeJSON
import KZPipeText

/// Everything that decides what a document becomes, beside its bytes: when it differs, documents are done again.
public struct LedgerSetup: Sendable, Hashable {
  public struct Module: Sendable, Hashable {
    public var name: String
    public var version: String
    /// SHA-256 of the shared object, so that a module that was built anew under its old version is seen.
    public var sha256: String
  }

  public var configSHA256: String
  public var kzpipe: String
  /// Modules whose stages the pipeline names, by name.
  public var modules: [Module]

  init(configSHA256: String, kzpipe: String, modules: [Module] = []) {
    self.configSHA256 = configSHA256
    self.kzpipe = kzpipe
    self.modules = modules
  }

  init(_ setup: Setup, version: String) {
    configSHA256 = setup.config.sha256
    kzpipe = version
    let names = Set(setup.config.stages.map(\.name))
    var seen: Set<String> = []
    var modules: [Module] = []
    for stage in setup.registry.sorted where names.contains(stage.spec.name) && seen.insert(stage.module.path).inserted
    {
      modules.append(
        Module(name: stage.module.name, version: stage.module.version, sha256: Self.hash(of: stage.module.path)))
    }
    for path in setup.programFiles {
      modules.append(Module(name: FilePath.lastSegment(of: path), version: "", sha256: Self.hash(of: path)))
    }
    self.modules = modules.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
  }

  /// Empty for a module that is no file, such as one of a test's own.
  private static func hash(of path: String) -> String {
    do { return SHA256.hexDigest(of: try FileReader.read(path, limit: 1 << 30)) } catch { return "" }
  }

  /// What differs from `other`, as subjects of a sentence; empty when nothing does.
  func differences(from other: LedgerSetup) -> [String] {
    var found: [String] = []
    if configSHA256 != other.configSHA256 { found.append("the configuration") }
    if kzpipe != other.kzpipe { found.append("kzpipe (\(other.kzpipe) to \(kzpipe))") }
    for module in modules {
      guard let before = other.modules.first(where: { $0.name == module.name }), before != module else { continue }
      found.append(
        "the module \(module.name)"
          + (before.version == module.version ? " (built anew)" : " (\(before.version) to \(module.version))"))
    }
    // Modules come and go with the configuration, unless they have claimed stages of each other.
    if found.isEmpty, self != other { found.append("the modules") }
    return found
  }

  // MARK: The column `modules`

  var modulesJSON: String {
    var json = JSONWriter()
    json.beginArray()
    for module in modules {
      json.beginObject()
      json.member("name", module.name)
      json.member("version", module.version)
      json.member("sha256", module.sha256)
      json.endObject()
    }
    json.endArray()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func modules(json: String) -> [Module] {
    do {
      return (try JSONValue.parse(Array(json.utf8)).array ?? []).map {
        Module(
          name: $0["name"]?.string ?? "", version: $0["version"]?.string ?? "", sha256: $0["sha256"]?.string ?? "")
      }
    } catch {
      return []
    }
  }
}
