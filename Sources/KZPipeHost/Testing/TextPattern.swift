/// A regular expression whose search takes time linear in the text, whatever the expression is.
///
/// Thompson's construction (Communications of the ACM 11, 1968), run as a set of states that goes over the text once:
/// there is no backtracking. It knows literals, `.`, `[a-z]`, `[^…]`, `\d \w \s` and their negations, `\b`, `^`, `$`, `|`,
/// groups, `? * +` and `{m,n}`; `(?i)` at the start ignores case. Letters are Unicode's, counted in scalars.
struct TextPattern: Sendable {
  /// States of a compiled expression.
  static let limit = 1000
  /// Scalars of a text that are looked at.
  static let textLimit = 200_000

  /// Why an expression cannot be used: a clause that follows its text.
  struct Fault: Error, Hashable {
    var reason: String
  }

  enum Step: Sendable, Hashable {
    case scalars(ScalarSet)
    case start, end, boundary
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private let program: [Step]
  private let ignoresCase: Bool

  init(_ text: String) throws(Fault) {
    var compiler = PatternCompiler(text)
    program = try compiler.compile()
    ignoresCase = compiler.ignoresCase
  }

  /// Whether some part of `text` matches.
  func isFound(in text: String) -> Bool {
    var now = Search(states: program.count)
    var after = now
    var before: Unicode.Scalar?
    var iterator = text.unicodeScalars.prefix(Self.textLimit).makeIterator()
    var next = iterator.next()
    while true {
      if enter(0, &now, before: before, next: next) { return true }
      guard let scalar = next else { return false }
      next = iterator.next()
      after.clear()
      for state in now.states {
        guard case .scalars(let set) = program[state], set.contains(scalar, ignoringCase: ignoresCase) else { continue }
        if enter(state + 1, &after, before: scalar, next: next) { return true }
      }
      swap(&now, &after)
      before = scalar
    }
  }

  /// The states that wait for a scalar, each once.
  private struct Search {
    var states: [Int] = []
    /// The round in which a state was entered last.
    private var entered: [Int]
    private var round = 1

    init(states count: Int) { entered = [Int](repeating: 0, count: count) }

    mutating func clear() {
      states.removeAll(keepingCapacity: true)
      round += 1
    }

    mutating func mark(_ state: Int) -> Bool {
      guard entered[state] != round else { return false }
      entered[state] = round
      return true
    }
  }

  /// Adds `state` and what it leads to without reading; tells whether the end of the expression is among them.
  private func enter(
    _ state: Int, _ search: inout Search, before: Unicode.Scalar?, next: Unicode.Scalar?
  ) -> Bool {
    var open = [state]
    while let state = open.popLast() {
      guard search.mark(state) else { continue }
      switch program[state] {
      case .scalars: search.states.append(state)
      case .start: if before == nil { open.append(state + 1) }
      case .end: if next == nil { open.append(state + 1) }
      case .boundary: if ScalarSet.isWord(before) != ScalarSet.isWord(next) { open.append(state + 1) }
      case .split(let one, let other): open += [one, other]
      case .jump(let other): open.append(other)
      case .match: return true
      }
    }
    return false
  }
}

/// A set of Unicode scalars, as a regular expression writes it.
struct ScalarSet: Sendable, Hashable {
  enum Class: Sendable, Hashable { case any, digit, word, space, notDigit, notWord, notSpace }

  var ranges: [ClosedRange<UInt32>] = []
  var classes: [Class] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
    if holds(scalar) { return !isNegated }
    if ignoringCase {
      for mapping in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
        if mapping.unicodeScalars.count == 1, let other = mapping.unicodeScalars.first, holds(other) {
          return !isNegated
        }
      }
    }
    return isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
      || classes.contains { kind in
        switch kind {
        case .any: scalar != "\n"
        case .digit: scalar.properties.numericType == .decimal
        case .notDigit: scalar.properties.numericType != .decimal
        case .word: Self.isWord(scalar)
        case .notWord: !Self.isWord(scalar)
        case .space: scalar.properties.isWhitespace
        case .notSpace: !scalar.properties.isWhitespace
        }
      }
  }

  static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    if scalar == "_" || scalar.properties.numericType == .decimal || scalar.properties.isAlphabetic { return true }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
