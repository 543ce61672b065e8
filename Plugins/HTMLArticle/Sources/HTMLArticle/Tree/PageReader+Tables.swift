import KZPipeKit

extension PageReader {
  /// A table whose end has not come yet.
  struct OpenTable {
    var node: Int32
    var firstBlock: Int
    var firstSpan: Int
    var rows = 0
    var column = 0
    var isNested = false
    var holdsTable = false
    /// Cells in page order: first node, row and column.
    var cells: [(node: Int32, row: Int, column: Int)] = []
  }

  /// A data table has at most this many bytes a cell on average, and this many in one.
  private static let meanCellLimit = 64
  private static let cellLimit = 400
  private static let cellCountLimit = 20_000

  mutating func openTable(_ node: Int32) {
    if !tables.isEmpty { tables[tables.count - 1].holdsTable = true }
    tables.append(OpenTable(node: node, firstBlock: blocks.count, firstSpan: spans.count))
  }

  mutating func noteRow() {
    guard !tables.isEmpty else { return }
    tables[tables.count - 1].rows += 1
    tables[tables.count - 1].column = 0
  }

  mutating func noteCell(_ node: Int32) {
    let last = tables.count - 1
    guard last >= 0, tables[last].cells.count < Self.cellCountLimit else { return }
    tables[last].cells.append((node, tables[last].rows, tables[last].column))
    tables[last].column += 1
  }

  /// Makes one block of a data table; the cells of a table for layout stay blocks of their own.
  mutating func closeTable(_ node: Int32) {
    guard let table = tables.popLast(), table.node == node, isData(table) else { return }
    let parts = Array(blocks[table.firstBlock...])
    guard let first = parts.first, let last = parts.last else { return }
    let texts = parts.map { Array(text[Int($0.start)..<Int($0.end)]) }
    var merged = first
    merged.node = node
    merged.inner = node
    merged.kind = .table
    merged.level = 0
    merged.sourceEnd = last.sourceEnd
    merged.group = -1
    merged.linkBytes = 0
    merged.strongBytes = 0
    merged.links = 0
    text.removeSubrange(Int(first.start)...)
    blocks.removeSubrange(table.firstBlock...)
    var moved = spans[table.firstSpan...].filter { $0.kind != .lineBreak }
    spans.removeSubrange(table.firstSpan...)
    var cell = -1
    var nextSpan = 0
    for (index, part) in parts.enumerated() {
      let previous = cell
      while cell + 1 < table.cells.count, table.cells[cell + 1].node <= part.node { cell += 1 }
      if index > 0 { separate(table, previous, cell) }
      let shift = Int32(text.count) - part.start
      while nextSpan < moved.count, moved[nextSpan].start < part.end {
        moved[nextSpan].start += shift
        moved[nextSpan].end += shift
        nextSpan += 1
      }
      text.append(contentsOf: texts[index])
      merged.linkBytes += part.linkBytes
      merged.strongBytes += part.strongBytes
      merged.links += part.links
    }
    spans.append(contentsOf: moved)
    merged.end = Int32(text.count)
    blocks.append(merged)
  }

  private mutating func separate(_ table: OpenTable, _ previous: Int, _ cell: Int) {
    guard cell >= 0 else { return text.append(0x0A) }
    if previous == cell { return text.append(0x20) }
    let row = previous < 0 ? -1 : table.cells[previous].row
    if row != table.cells[cell].row {
      text.append(0x0A)
      for _ in 0..<min(table.cells[cell].column, 64) { text.append(0x09) }
    } else {
      for _ in 0..<min(table.cells[cell].column - table.cells[previous].column, 64) { text.append(0x09) }
    }
  }

  /// Rows and columns with short cells and nothing built inside them.
  private func isData(_ table: OpenTable) -> Bool {
    let parts = blocks[table.firstBlock...]
    guard table.rows >= 2, !table.holdsTable, tables.isEmpty, table.cells.count >= 4, parts.count >= 3 else {
      return false
    }
    guard parts.count <= table.cells.count + table.cells.count / 2 + 1 else { return false }
    var widest = 0
    var ofMoreColumns = 0
    for cell in table.cells {
      widest = max(widest, cell.column + 1)
      if cell.column == 1 { ofMoreColumns += 1 }
    }
    guard widest >= 2, ofMoreColumns * 2 >= table.rows else { return false }
    let total = parts.reduce(0) { $0 + Int($1.end - $1.start) }
    guard total <= parts.count * Self.meanCellLimit else { return false }
    return parts.allSatisfy {
      Int($0.end - $0.start) <= Self.cellLimit && $0.kind != .caption && $0.kind != .heading && !$0.isPreformatted
    }
  }
}
