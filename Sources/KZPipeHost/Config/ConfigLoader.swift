/// Reads a configuration file: parse, extend, override, substitute, decode, in this order.
public enum ConfigLoader {
  /// - Parameters:
  ///   - path: the file, or `-` for standard input
  ///   - overrides: applied in order before variables are replaced
  /// - Returns: the config as far as it could be read, and all that is wrong with it
  /// - Throws: when there is nothing to decode: an unreadable file, a text that is no YAML, an empty file
  public static func load(
    _ path: String, overrides: [ConfigOverride] = [], environment: [String: String]
  ) throws(Diagnostic) -> (config: Config, problems: [Diagnostic]) {
    let bytes: [UInt8]
    do { bytes = try read(path) } catch {
      throw Diagnostic(
        .unreadableConfig, "cannot read the configuration: \(error.reason)", at: Place(path),
        notes: error.isMissing
          ? ["kzpipe init writes a first one"]
          : FilePath.exists(path + "/pipeline.yaml") ? ["name the file in it: \(path)/pipeline.yaml"] : [])
    }
    return try load(bytes, file: path, overrides: overrides, environment: environment)
  }

  public static func load(
    _ bytes: [UInt8], file: String, overrides: [ConfigOverride] = [], environment: [String: String]
  ) throws(Diagnostic) -> (config: Config, problems: [Diagnostic]) {
    var root = try tree(bytes, file: file)
    var inheritance = ConfigInheritance(file: file, environment: environment)
    inheritance.apply(to: &root)
    var problems = inheritance.problems
    for override in overrides {
      do { try override.apply(to: &root) } catch { problems.append(error) }
    }
    var substitution = EnvironmentSubstitution(environment: environment)
    substitution.apply(to: &root)
    var decoder = ConfigDecoder(file: file)
    let config = decoder.decode(root)
    var found = decoder.problems
    // What is missing would have come from the files that cannot be read.
    if inheritance.problems.contains(where: \.isError) {
      found.removeAll { $0.code == .missing && $0.place == root.place }
    }
    return (config, problems + substitution.problems + found)
  }

  /// The bytes of a configuration; one more than are allowed shows that a file is too large without reading all of it.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    try FileReader.read(path, limit: YAMLReader.Limits().bytes + 1)
  }

  /// The map that a configuration is.
  static func tree(_ bytes: [UInt8], file: String) throws(Diagnostic) -> ConfigNode {
    var reader = YAMLReader(file: file)
    guard let root = try reader.read(bytes), !root.isNull else {
      throw Diagnostic(
        .missing, "the configuration is empty", at: Place(file), notes: ["kzpipe init writes a first one"])
    }
    guard case .map = root.value else {
      throw Diagnostic(
        .wrongType, "the configuration has to be a map, not \(root.optionValue.typeName)", at: root.place,
        notes: ["kzpipe init writes a first one"])
    }
    return root
  }
}
