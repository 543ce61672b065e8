/// The version of kzpipe that this belongs to.
enum Version {
  static let text = "0.1.0"
}
