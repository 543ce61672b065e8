import Glibc
import KZPipeJSON

/// `part-<i>-of-<n>.json` beside the directory of a shard: says that it is complete, and with what it was made.
public struct ShardMarker {
  private let directory: String
  private let shard: Shard
  private var path: String { FilePath.join(directory, shard.name + ".json") }

  /// - Parameter directory: the output directory, in which every shard has one of its own
  public init(directory: String, shard: Shard) {
    self.directory = directory
    self.shard = shard
  }

  /// Refuses a directory with shards of another number, or made with another configuration, and takes the marker of an
  /// earlier run away.
  /// - Parameter isFresh: whether the configuration may differ, since the others will be done again, too
  public func begin(configSHA256: String, isFresh: Bool) throws(OutputError) {
    let names: [String]
    do { names = try DirectoryListing.names(in: directory) } catch {
      guard error.isMissing else { throw OutputError("list", directory, error) }
      return
    }
    for name in names.sorted() {
      let stem = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
      guard let other = Shard(name: stem) else { continue }
      guard other.count == shard.count else {
        throw refusal(
          "it holds \(name), a shard of another number", "give every shard the same n, or use a new directory")
      }
      guard name != stem, other != shard, !isFresh else { continue }
      let path = FilePath.join(directory, name)
      var marker: JSONValue?
      do { marker = try JSONValue.parse(FileReader.read(path, limit: 1 << 20)) } catch {}
      if let hash = marker?["config_sha256"]?.string, hash != configSHA256 {
        throw refusal(
          "\(name) was made with another configuration", "use a new directory, or run every shard with --fresh")
      }
    }
    if unlink(path) != 0, errno != ENOENT { throw OutputError("remove", path, FileError(number: errno)) }
  }

  private func refusal(_ reason: String, _ note: String) -> OutputError {
    var error = OutputError("run the shard \(shard.name)", directory, FileError(reason: reason))
    error.notes = [note]
    return error
  }

  /// Says that every document of the shard is done.
  public func complete(_ statistics: RunStatistics, configSHA256: String, version: String) throws(OutputError) {
    var json = JSONWriter(pretty: true)
    json.beginObject()
    json.member("shard", shard.index)
    json.member("of", shard.count)
    json.member("config_sha256", configSHA256)
    json.member("kzpipe", version)
    json.member("documents", statistics.documents)
    json.member("failed", statistics.failed)
    json.endObject()
    try FileWriter.write(json.bytes + [UInt8(ascii: "\n")], to: path)
  }
}
