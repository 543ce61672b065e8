/// Media types of pictures.
public enum MediaType {
  private static let byExtension: [(StaticString, StaticString)] = [
    ("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("jpe", "image/jpeg"), ("png", "image/png"), ("gif", "image/gif"),
    ("webp", "image/webp"), ("avif", "image/avif"), ("svg", "image/svg+xml"), ("tif", "image/tiff"),
    ("tiff", "image/tiff"), ("bmp", "image/bmp"), ("heic", "image/heic"),
  ]

  /// By the ending of the address's path; `nil` when that says nothing.
  public static func ofPicture(at address: String) -> StaticString? {
    let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard let dot = path.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = path[path.index(after: dot)...]
    return byExtension.first { name, _ in
      UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).elementsEqual(
        ending.lazy.map { $0 | 0x20 })
    }?.1
  }
}
