public import KZPipeJSON

/// One message between kzpipe and another process: a JSON header and named parts. `docs/protocol.md` describes it.
public struct Message: Sendable, Hashable {
  /// Version of the protocol, said in the `hello` of both sides.
  public static let version = 1

  public struct Part: Sendable, Hashable {
    public var name: String
    /// What the header says of the part beside its name and size.
    public var members: [JSONMember]
    public var bytes: [UInt8]

    public init(_ name: String, _ members: [JSONMember] = [], bytes: [UInt8]) {
      self.name = name
      self.members = members
      self.bytes = bytes
    }

    public subscript(key: String) -> JSONValue? { members.last { $0.key == key }?.value }
  }

  /// `hello`, `end`, `answer`, `error`, `skipped`, `document` or the kind of a stage.
  public var type: String
  /// Number that the asking side gave the document; the answer repeats it.
  public var sequence: Int?
  /// The other members of the header, in their order.
  public var members: [JSONMember]
  public var parts: [Part]
  /// The body was larger than the reader takes: the parts are missing.
  public var isCut = false

  public init(_ type: String, sequence: Int? = nil, _ members: [JSONMember] = [], parts: [Part] = []) {
    self.type = type
    self.sequence = sequence
    self.members = members
    self.parts = parts
  }

  public subscript(key: String) -> JSONValue? { members.last { $0.key == key }?.value }

  /// Bytes of the first part with this name; `nil` when there is none.
  public func part(_ name: String) -> [UInt8]? { parts.first { $0.name == name }?.bytes }
}

/// How frames are written: with lengths in front, or as a JSON object a line.
public enum FrameForm: String, Sendable, CaseIterable {
  case frames
  case lines = "json_lines"
}

/// Why bytes are no frame. Nothing that follows can be read.
public enum FrameError: Error, Sendable, Hashable {
  /// What was read looks like text, so somebody printed it.
  case text
  /// The header has this many bytes and is not accepted.
  case headerTooLarge(Int)
  /// The line is longer than this.
  case lineTooLong(Int)
  case malformed(String)

  /// What happened, as the end of a sentence that begins with who sent it.
  public var reason: String {
    switch self {
    case .text: "wrote something else than frames to its standard output"
    case .headerTooLarge(let bytes): "announced a header of \(bytes) bytes"
    case .lineTooLong(let limit): "wrote a line of more than \(limit) bytes"
    case .malformed(let what): "sent a malformed frame: \(what)"
    }
  }
}
