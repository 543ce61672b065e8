import Synchronization

/// The last articles of a run, found by a shared band of their hashes or a shared telling word.
struct Memory {
  private let window: Int
  private var ring: [Signature] = []
  private var next = 0
  /// Articles of this run, those forgotten again left out.
  private var added = 0
  /// Positions in `ring` by band key, by term and by linked entity.
  private var byBand: [UInt64: [Int32]] = [:]
  private var byTerm: [UInt64: [Int32]] = [:]
  private var byLink: [UInt64: [Int32]] = [:]

  /// A word of more articles than this says nothing of any; its list is no longer followed.
  static let commonTerm = 200

  init(window: Int) { self.window = window }

  /// Articles worth comparing with `signature`, each once, oldest position first.
  func candidates(for signature: Signature) -> [Signature] {
    var positions: Set<Int32> = []
    if !signature.minHash.isEmpty {
      for key in signature.minHash.bandKeys { positions.formUnion(byBand[key] ?? []) }
    }
    var shared: [Int32: Int] = [:]
    for term in signature.terms {
      guard let list = byTerm[term.word], list.count <= Self.commonTerm else { continue }
      for position in list { shared[position, default: 0] += 1 }
    }
    // One word in common is chance.
    for (position, count) in shared where count >= 3 { positions.insert(position) }
    // Of what is named everywhere, a country, only the latest uses are followed.
    var named: [Int32: Int] = [:]
    for link in signature.links {
      guard let list = byLink[link] else { continue }
      for position in list.suffix(Self.commonTerm) { named[position, default: 0] += 1 }
    }
    for (position, count) in named where count >= Signature.fewestLinks { positions.insert(position) }
    return positions.sorted().map { ring[Int($0)] }
  }

  /// Takes an article of this run.
  mutating func remember(_ signature: Signature) {
    insert(signature)
    added = min(added + 1, window)
  }

  /// Takes what was remembered by earlier runs, oldest first.
  mutating func recall(_ signatures: [Signature]) {
    for signature in signatures.suffix(window) { insert(signature) }
  }

  /// The articles of this run, oldest first.
  var own: [Signature] {
    (0..<added).reversed().map { ring[(next - 1 - $0 + 2 * window) % window] }
  }

  private mutating func insert(_ signature: Signature) {
    let position = next
    if ring.count < window {
      ring.append(signature)
    } else {
      forget(position)
      ring[position] = signature
    }
    next = (next + 1) % window
    if !signature.minHash.isEmpty {
      for key in signature.minHash.bandKeys { byBand[key, default: []].append(Int32(position)) }
    }
    for term in signature.terms { byTerm[term.word, default: []].append(Int32(position)) }
    for link in signature.links { byLink[link, default: []].append(Int32(position)) }
  }

  private mutating func forget(_ position: Int) {
    let old = ring[position]
    if !old.minHash.isEmpty {
      for key in old.minHash.bandKeys { Self.remove(Int32(position), of: key, from: &byBand) }
    }
    for term in old.terms { Self.remove(Int32(position), of: term.word, from: &byTerm) }
    for link in old.links { Self.remove(Int32(position), of: link, from: &byLink) }
  }

  private static func remove(_ position: Int32, of key: UInt64, from index: inout [UInt64: [Int32]]) {
    guard var list = index.removeValue(forKey: key) else { return }
    // Positions were added in order, so the oldest stands in front, but for the wrap of the ring.
    if let at = list.firstIndex(of: position) { list.remove(at: at) }
    if !list.isEmpty { index[key] = list }
  }
}

/// The memory behind its lock; a stage is a value that may be copied, its memory is one.
final class Shared: Sendable {
  let state: Mutex<Memory>

  init(_ memory: sending Memory) { state = Mutex(memory) }
}
