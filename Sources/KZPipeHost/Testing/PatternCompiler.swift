/// Compiles a regular expression into the steps of `TextPattern`: recursive descent, one scalar of look-ahead.
struct PatternCompiler {
  private typealias Step = TextPattern.Step
  private typealias Fault = TextPattern.Fault

  private static let depth = 100
  private static let repetitions = 1000

  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0
  private(set) var ignoresCase = false

  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.starts(with: "(?i)".unicodeScalars) {
      ignoresCase = true
      scalars.removeFirst(4)
    }
    self.scalars = scalars
  }

  mutating func compile() throws(TextPattern.Fault) -> [TextPattern.Step] {
    let program = try alternatives()
    // Whatever stops the outermost level is a parenthesis that nothing opened.
    guard at == scalars.count else { throw Fault(reason: "has a \")\" too many") }
    return program + [.match]
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  private func checked(_ steps: [Step]) throws(TextPattern.Fault) -> [Step] {
    guard steps.count < TextPattern.limit else { throw Fault(reason: "is too large") }
    return steps
  }

  // MARK: Grammar

  private mutating func alternatives() throws(TextPattern.Fault) -> [Step] {
    var steps = try sequence()
    while take("|") {
      let other = try sequence()
      steps =
        [.split(1, steps.count + 2)] + Self.moved(steps, by: 1)
        + [.jump(steps.count + 2 + other.count)] + Self.moved(other, by: steps.count + 2)
      steps = try checked(steps)
    }
    return steps
  }

  private mutating func sequence() throws(TextPattern.Fault) -> [Step] {
    var steps: [Step] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      steps += Self.moved(try repeated(), by: steps.count)
      steps = try checked(steps)
    }
    return steps
  }

  private mutating func repeated() throws(TextPattern.Fault) -> [Step] {
    var steps = try atom()
    while let scalar = next {
      switch scalar {
      case "?": steps = Self.optional(steps)
      case "*": steps = Self.star(steps)
      case "+": steps += Self.moved(Self.star(steps), by: steps.count)
      case "{":
        guard let (least, most, end) = bounds() else { return steps }
        at = end
        steps = try counted(steps, least, most)
        continue
      default: return steps
      }
      at += 1
      steps = try checked(steps)
    }
    return steps
  }

  private mutating func atom() throws(TextPattern.Fault) -> [Step] {
    guard let scalar = next else { return [] }
    at += 1
    switch scalar {
    case ".": return [.scalars(ScalarSet(classes: [.any]))]
    case "^": return [.start]
    case "$": return [.end]
    case "[": return [.scalars(try set())]
    case "\\": return [try escaped()]
    case "?", "*", "+": throw Fault(reason: "has a \"\(scalar)\" with nothing before it")
    case "(":
      depth += 1
      guard depth < Self.depth else { throw Fault(reason: "is nested too deeply") }
      if take("?"), !take(":") { throw Fault(reason: "uses (?…), of which only (?:…) and a leading (?i) are known") }
      let steps = try alternatives()
      depth -= 1
      guard take(")") else { throw Fault(reason: "has a \"(\" that nothing closes") }
      return steps
    default: return [.scalars(ScalarSet(ranges: [scalar.value...scalar.value]))]
    }
  }

  private mutating func escaped() throws(TextPattern.Fault) -> Step {
    guard let scalar = next else { throw Fault(reason: "ends with a backslash") }
    if scalar == "b" {
      at += 1
      return .boundary
    }
    var set = ScalarSet()
    try escape(into: &set)
    return .scalars(set)
  }

  /// What stands behind a backslash, inside or outside brackets.
  private mutating func escape(into set: inout ScalarSet) throws(TextPattern.Fault) {
    guard let scalar = next else { throw Fault(reason: "ends with a backslash") }
    at += 1
    switch scalar {
    case "d": set.classes.append(.digit)
    case "D": set.classes.append(.notDigit)
    case "w": set.classes.append(.word)
    case "W": set.classes.append(.notWord)
    case "s": set.classes.append(.space)
    case "S": set.classes.append(.notSpace)
    case "n": set.ranges.append(10...10)
    case "t": set.ranges.append(9...9)
    case _ where ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar):
      throw Fault(reason: "uses \\\(scalar), which is not known")
    default: set.ranges.append(scalar.value...scalar.value)
    }
  }

  private mutating func set() throws(TextPattern.Fault) -> ScalarSet {
    var set = ScalarSet(isNegated: take("^"))
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      at += 1
      if scalar == "\\" {
        try escape(into: &set)
        continue
      }
      guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        set.ranges.append(scalar.value...scalar.value)
        continue
      }
      let last = scalars[at + 1]
      at += 2
      guard scalar <= last, last != "\\" else { throw Fault(reason: "has the range \(scalar)-\(last), which is none") }
      set.ranges.append(scalar.value...last.value)
    }
    guard take("]") else { throw Fault(reason: "has a \"[\" that nothing closes") }
    return set
  }

  /// `{m}`, `{m,}` or `{m,n}` at the present place, and where it ends; any other brace stands for itself.
  private func bounds() -> (least: Int, most: Int?, end: Int)? {
    guard let close = scalars[at...].firstIndex(of: "}"), close - at <= 12 else { return nil }
    let inner = scalars[(at + 1)..<close].map(String.init).joined()
    let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = parts.first, let least = Int(first), least >= 0, parts.count <= 2 else { return nil }
    guard let last = parts.dropFirst().first else { return (least, least, close + 1) }
    if last.isEmpty { return (least, nil, close + 1) }
    return Int(last).map { (least, $0, close + 1) }
  }

  private func counted(_ steps: [Step], _ least: Int, _ most: Int?) throws(TextPattern.Fault) -> [Step] {
    guard least <= most ?? least, most ?? least <= Self.repetitions else {
      throw Fault(
        reason: "repeats something from \(least) to \(most ?? least) times, and \(Self.repetitions) is the most")
    }
    var all: [Step] = []
    func append(_ more: [Step]) throws(TextPattern.Fault) {
      all += Self.moved(more, by: all.count)
      all = try checked(all)
    }
    for _ in 0..<least { try append(steps) }
    guard let most else {
      try append(Self.star(steps))
      return all
    }
    for _ in least..<max(least, most) { try append(Self.optional(steps)) }
    return all
  }

  // MARK: Building blocks; addresses count from the block's own first step

  private static func optional(_ steps: [Step]) -> [Step] { [.split(1, steps.count + 1)] + moved(steps, by: 1) }

  private static func star(_ steps: [Step]) -> [Step] {
    [.split(1, steps.count + 2)] + moved(steps, by: 1) + [.jump(0)]
  }

  private static func moved(_ steps: [Step], by distance: Int) -> [Step] {
    distance == 0
      ? steps
      : steps.map { step in
        switch step {
        case .split(let one, let other): .split(one + distance, other + distance)
        case .jump(let other): .jump(other + distance)
        default: step
        }
      }
  }
}
