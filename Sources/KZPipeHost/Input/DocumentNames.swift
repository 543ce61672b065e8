import Synchronization

/// Hands out the slugs of a run's documents.
///
/// While directories are watched a file may come again, and then it is called as before; that takes some tens of bytes a file.
final class DocumentNames: Sendable {
  private struct State {
    var slugs = SlugMaker()
    /// Slugs given, by the hash of the file's path; `nil` when they are not kept.
    var given: [UInt64: Given]?
  }

  private enum Given {
    case slug(String)
    case series(String?)
  }

  private let state: Mutex<State>

  /// - Parameter remembersFiles: whether a path that comes again is the same document
  init(remembersFiles: Bool = false) { state = Mutex(State(given: remembersFiles ? [:] : nil)) }

  /// The slug of a document.
  /// - Parameter path: the file that it is; with `#` and its label behind for a part of one
  func slug(for stem: String, of path: String) -> String {
    state.withLock { state in
      let key = SlugMaker.hash(path)
      if case .slug(let slug) = state.given?[key] { return slug }
      let slug = state.slugs.slug(for: stem)
      state.given?[key] = .slug(slug)
      return slug
    }
  }

  /// The stem that the documents of a container share; `nil` when each has to be named by itself.
  func series(for stem: String, of path: String) -> String? {
    state.withLock { state in
      let key = SlugMaker.hash(path)
      if case .series(let series) = state.given?[key] { return series }
      let series = state.slugs.series(for: stem)
      state.given?[key] = .series(series)
      return series
    }
  }
}
