import KZPipeKit

@testable import KZPipeHost

/// JSON Lines, plain, gzip, cut off, and damaged.
struct LinesTarget: FuzzTarget {
  static let name = "lines"
  private static let limit = 512
  private let file = ScratchFile()
  private let reader = DocumentReader(limits: Config.Limits(documentBytes: limit))

  init() {}

  private enum Line: Equatable {
    case text(Int, [UInt8])
    case failed(Int)
  }

  func run(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      _ = lines(of: bytes, isGzip: true)
      return
    }
    let expected = Self.expected(bytes)
    require(lines(of: bytes, isGzip: false) == expected, "lines are lost, doubled or misnumbered")
    var draw = Draw(bytes)
    let whole = draw.pieces(of: bytes).flatMap { Deflate.compressed($0) }
    require(lines(of: whole, isGzip: true) == expected, "compression changes the lines")
    let cut = lines(of: Array(whole.prefix(draw.number(below: whole.count))), isGzip: true)
    // What came before the cut is read; the cut itself, if it can be seen, is told once, as the last line.
    require(zip(cut.dropLast(), expected).allSatisfy { $0 == $1 }, "a cut changes lines")
    require(cut.count <= expected.count + 1, "a cut adds lines")
  }

  private static func expected(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    let all = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) || line.count > limit {
      lines.append(line.count > limit ? .failed(index + 1) : .text(index + 1, Array(line)))
    }
    return lines
  }

  private func lines(of bytes: [UInt8], isGzip: Bool) -> [Line] {
    file.write(bytes)
    var found: [Line] = []
    do {
      let container = try JSONLines(path: file.path, isGzip: isGzip, limit: Self.limit)
      while let line = container.next() {
        switch line.content {
        case .record(let text):
          found.append(.text(line.label, text))
          check(text)
        default: found.append(.failed(line.label))
        }
      }
    } catch {
      require(false, "the file is there: \(error.reason)")
    }
    return found
  }

  private func check(_ line: [UInt8]) {
    let item = InputItem(uri: "fuzz.jsonl#1", slug: "fuzz-1", content: .record(line))
    do {
      let page = try reader.page(of: item)
      require(page.source.headers.count <= HeaderField.limit, "too many header fields")
      require(String(validating: page.content, as: UTF8.self) != nil, "a string of JSON that is no UTF-8")
    } catch {
      require(error.content == line, "the dead letter does not hold the line")
    }
  }
}
