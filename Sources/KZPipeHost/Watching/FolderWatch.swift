import Dispatch
import Glibc
import Synchronization

/// Watches directories with everything below them and collects the files that have come and are whole.
///
/// Names that begin with a dot, other kinds of files and the places that the run writes to are passed over, as in a run.
final class FolderWatch: Sendable {
  struct Changes: Sendable {
    /// Bytewise by path.
    var files: [WatchedFile] = []
    /// Reports were lost: everything has to be looked at again.
    var needsRescan = false
    /// A directory that is watched no more, since it has gone.
    var gone: String?

    /// Nothing has come.
    var isEmpty: Bool { files.isEmpty && !needsRescan }
  }

  private struct Folder {
    var path: String
    var slug: String
  }

  private struct State {
    var folders: [Int32: Folder] = [:]
    var files: [String: WatchedFile] = [:]
    var needsRescan = false
    var gone: String?
    var isWoken = false

    var hasNews: Bool { needsRescan || gone != nil || !files.isEmpty }
    var waiter: CheckedContinuation<Void, Never>?
  }

  /// Files that are noted one by one; beyond that a look at everything is cheaper.
  private static let limit = 1 << 16

  private let inotify: Inotify
  private let roots: Set<String>
  private let excluded: Set<FileIdentity>
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())
  /// Dispatch sources may be used from any thread, though their type does not say so here.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// From here on everything is noticed that comes into the plan's directories.
  init(_ plan: InputPlan, warn: @escaping @Sendable (String) -> Void) throws(Diagnostic) {
    var folders: [Folder] = []
    for root in plan.roots {
      guard case .directory(let path, let slug) = root else {
        throw Diagnostic(
          .notWatchable, "--watch takes directories only", notes: ["name the directory that the files come into"])
      }
      folders.append(Folder(path: path, slug: slug))
    }
    do { inotify = try Inotify() } catch {
      throw Diagnostic(.notWatchable, "directories cannot be watched: \(error.reason)")
    }
    self.warn = warn
    roots = Set(folders.map(\.path))
    excluded = Set(plan.excluded.compactMap { FileIdentity(of: $0) })
    // Whoever opens a file for writing that is just looked at has the kernel tell us so; there is nothing to do about it.
    signal(SIGIO, SIG_IGN)
    let descriptor = inotify.descriptor
    source = DispatchSource.makeReadSource(
      fileDescriptor: descriptor, queue: DispatchQueue(label: "kzpipe.watch"))
    source.setCancelHandler { close(descriptor) }
    source.setEventHandler { [weak self, inotify] in self?.take(inotify.events()) }
    for folder in folders {
      do throws(FileError) {
        _ = try state.withLock { (state) throws(FileError) in try watch(folder, &state) }
      } catch {
        source.activate()
        source.cancel()
        throw Diagnostic(
          .notWatchable, "the directory \"\(folder.path)\" cannot be watched: \(error.reason)")
      }
    }
    source.activate()
  }

  deinit { source.cancel() }

  /// Waits until files have come, or `wake` is called, or the time is over; then takes what there is.
  func changes(within seconds: Double? = nil) async -> Changes {
    let timer = seconds.map { seconds in
      Task {
        try? await Task.sleep(for: .seconds(seconds))
        if !Task.isCancelled { wake() }
      }
    }
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if state.isWoken || state.hasNews { return true }
        state.waiter = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
    timer?.cancel()
    return state.withLock { state in
      defer {
        state.files = [:]
        state.needsRescan = false
        state.isWoken = false
      }
      let files = state.files.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      return Changes(files: files, needsRescan: state.needsRescan, gone: state.gone)
    }
  }

  /// Ends a wait.
  func wake() {
    state.withLock { $0.isWoken = true }
    resume()
  }

  private func resume() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  // MARK: Events

  func take(_ events: [Inotify.Event]) {
    guard !events.isEmpty else { return }
    let isSomething = state.withLock { state in
      for event in events { take(event, &state) }
      if state.files.count > Self.limit {
        state.files = [:]
        state.needsRescan = true
      }
      return state.hasNews
    }
    if isSomething { resume() }
  }

  private func take(_ event: Inotify.Event, _ state: inout State) {
    if event.has(Int(IN_Q_OVERFLOW)) {
      state.needsRescan = true
      return
    }
    if event.has(Int(IN_IGNORED)) {
      state.folders[event.watch] = nil
      return
    }
    guard let folder = state.folders[event.watch] else { return }
    if event.has(Int(IN_DELETE_SELF)) || event.has(Int(IN_MOVE_SELF)), roots.contains(folder.path) {
      state.gone = folder.path
      return
    }
    guard !event.name.isEmpty, !event.name.hasPrefix(".") else { return }
    let path = FilePath.join(folder.path, event.name)
    let slug = folder.slug.isEmpty ? event.name : folder.slug + "/" + event.name
    if event.has(Int(IN_ISDIR)) {
      if event.has(Int(IN_MOVED_FROM)) { forget(path, &state) }
      if event.has(Int(IN_CREATE)) || event.has(Int(IN_MOVED_TO)) { add(Folder(path: path, slug: slug), &state) }
    } else if event.has(Int(IN_CLOSE_WRITE)) || event.has(Int(IN_MOVED_TO)) {
      note(WatchedFile(path: path, slug: slug), &state)
    } else if event.has(Int(IN_CREATE)), isLink(path) {
      // Nobody closes a link; what it leads to is there.
      if FileIdentity(of: path)?.isFile == false {
        add(Folder(path: path, slug: slug), &state)
      } else {
        noteWhole(WatchedFile(path: path, slug: slug), &state)
      }
    }
  }

  private func note(_ file: WatchedFile, _ state: inout State) {
    guard FileKind(name: FilePath.lastSegment(of: file.path)).isKnown else { return }
    state.files[file.path] = file
  }

  /// Notes a file that was found lying there, unless it is being written: then its end is reported.
  private func noteWhole(_ file: WatchedFile, _ state: inout State) {
    guard FileKind(name: FilePath.lastSegment(of: file.path)).isKnown, !WatchedFile.isBeingWritten(file.path) else {
      return
    }
    state.files[file.path] = file
  }

  /// A symbolic link, or one of several names of a file.
  private func isLink(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFLNK || status.st_nlink > 1
  }

  // MARK: Directories

  /// A directory that has come: what lies in it may have come before it was watched.
  private func add(_ folder: Folder, _ state: inout State) {
    do throws(FileError) {
      for file in try watch(folder, &state) { noteWhole(file, &state) }
    } catch {
      // Gone again already, most likely.
      if !error.isMissing { warn("the directory \(folder.path) cannot be watched: \(error.reason)") }
    }
  }

  /// Watches a directory and those below.
  /// - Returns: the files in them
  private func watch(_ folder: Folder, _ state: inout State) throws(FileError) -> [WatchedFile] {
    var files: [WatchedFile] = []
    var waiting = [folder]
    while let folder = waiting.popLast() {
      guard let identity = FileIdentity(of: folder.path), !excluded.contains(identity) else { continue }
      let watch = try inotify.watch(folder.path)
      // The same directory by another way, a link upwards for example.
      if let known = state.folders[watch], known.path != folder.path, FileIdentity(of: known.path) == identity {
        continue
      }
      state.folders[watch] = folder
      for name in try DirectoryListing.names(in: folder.path) where !name.hasPrefix(".") {
        let path = FilePath.join(folder.path, name)
        let slug = folder.slug.isEmpty ? name : folder.slug + "/" + name
        if FileIdentity(of: path)?.isDirectory == true {
          waiting.append(Folder(path: path, slug: slug))
        } else {
          files.append(WatchedFile(path: path, slug: slug))
        }
      }
    }
    return files
  }

  /// A directory that has gone with everything below it.
  private func forget(_ path: String, _ state: inout State) {
    for (watch, folder) in state.folders where folder.path == path || folder.path.hasPrefix(path + "/") {
      inotify.forget(watch)
      state.folders[watch] = nil
    }
  }
}
