infix operator ..<~ : RangeFormationPrecedence

/// A range that is empty when its end lies before its start: what rules that walk in both directions need, since a
/// crossed pair of positions means "nothing there", never a crash.
public func ..<~ (start: Int, end: Int) -> Range<Int> { start..<max(start, end) }
