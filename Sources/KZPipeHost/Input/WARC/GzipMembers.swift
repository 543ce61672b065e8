import CZlib

/// Inflates gzip member by member and goes on behind a damaged one.
final class GzipMembers {
  enum Step {
    /// A member begins at the first byte of the input.
    case began
    case inflated
    /// The member cannot be inflated any further; later steps look for the next one.
    case damaged(String)
    /// More input is needed.
    case starved
  }

  private enum State {
    case between, inside, seeking
  }

  /// Compressed bytes that a candidate is judged by.
  private static let probe = 512
  private static let room = 1 << 16

  private var stream = z_stream()
  private var state = State.between
  /// What the inflated bytes of a member have to begin with, for it to count as one after damage.
  private let opening: [UInt8]

  init(opening: [UInt8]) {
    self.opening = opening
    // 15 bits of window, and 16 to accept nothing but gzip.
    inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  /// Says once, at the end of the file, that its last member is not whole.
  func endsEarly() -> Bool {
    defer { if state == .inside { state = .between } }
    return state == .inside
  }

  /// Takes from the front of `input` and appends at most 64 KB to `out`.
  /// - Parameter isLast: nothing follows `input`
  func step(_ input: inout ArraySlice<UInt8>, isLast: Bool, into out: inout [UInt8]) -> Step {
    switch state {
    case .between:
      // Zero bytes behind a member are padding of tapes and block devices.
      input = input.drop { $0 == 0 }
      guard !input.isEmpty else { return .starved }
      inflateReset(&stream)
      state = .inside
      return .began
    case .inside: return inflate(&input, into: &out)
    case .seeking: return seek(&input, isLast: isLast)
    }
  }

  private func inflate(_ input: inout ArraySlice<UInt8>, into out: inout [UInt8]) -> Step {
    guard !input.isEmpty else { return .starved }
    let (status, taken, piece) = Self.inflate(&stream, input, room: Self.room)
    input = input.dropFirst(taken)
    out += piece
    switch status {
    case Z_STREAM_END: state = .between
    case Z_OK, Z_BUF_ERROR: break
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
      state = .seeking
      return .damaged("the gzip data is damaged: \(reason)")
    }
    return .inflated
  }

  /// Drops input up to the next member that inflates to the expected opening.
  private func seek(_ input: inout ArraySlice<UInt8>, isLast: Bool) -> Step {
    while input.count >= (isLast ? 3 : Self.probe) {
      if input.starts(with: [0x1F, 0x8B, 0x08]), isMember(input.prefix(Self.probe)) {
        inflateReset(&stream)
        state = .inside
        return .began
      }
      guard let next = input.dropFirst().firstIndex(of: 0x1F) else {
        input = input.suffix(0)
        break
      }
      input = input[next...]
    }
    return .starved
  }

  private func isMember(_ sample: ArraySlice<UInt8>) -> Bool {
    var trial = z_stream()
    inflateInit2_(&trial, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { inflateEnd(&trial) }
    let (_, _, piece) = Self.inflate(&trial, sample, room: opening.count)
    return piece == opening
  }

  private static func inflate(
    _ stream: inout z_stream, _ input: ArraySlice<UInt8>, room: Int
  ) -> (status: Int32, taken: Int, out: [UInt8]) {
    var status = Z_OK
    var taken = 0
    let out = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      input.withUnsafeBufferPointer { source in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(room)
        status = CZlib.inflate(&stream, Z_NO_FLUSH)
        taken = source.count - Int(stream.avail_in)
      }
      count = room - Int(stream.avail_out)
    }
    return (status, taken, out)
  }
}
