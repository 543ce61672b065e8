import Glibc

struct FileProblem: Error { var path: String }

enum TextFile {
  static func bytes(at path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw FileProblem(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count { return bytes }
    }
  }
}
