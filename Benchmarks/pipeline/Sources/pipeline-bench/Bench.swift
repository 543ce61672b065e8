import Glibc
import KZPipeHost
import KZPipeKit

/// Usage: pipeline-bench [DIRECTORY OF A RELEASE BUILD [PAGE]]
///
/// CPU times are the least of five rounds; each row names the limit that the project set itself.
@main
struct Bench {
  static func main() async {
    if CommandLine.arguments.dropFirst().first == ProcessBench.answering { return ProcessBench.answer() }
    let here = ModuleSearch.executableDirectory()
    let (registry, _) = ModuleLoader.loadAll(ModuleSearch(roots: [.init(here)]))
    guard let pipeline = pipeline(of: registry) else {
      print("the empty stages are not beside the benchmark: \(registry.refused.map(DiagnosticRenderer.text))")
      exit(2)
    }
    await empty(pipeline)
    await crossing(registry)
    await wholeRun(pipeline)
    await ProcessBench.run()
    guard CommandLine.arguments.count > 1 else { return }
    let build = CommandLine.arguments[1]
    loading(build)
    if CommandLine.arguments.count > 2 { onePage(build, page: CommandLine.arguments[2]) }
  }

  static let context = StageContext(
    runTime: PartialDate(secondsSinceEpoch: 0), version: "bench", moduleDirectory: ".")

  static func pipeline(of registry: StageRegistry) -> Pipeline? {
    var pipeline = Pipeline()
    for name in ["empty_clean", "empty_parse", "empty_enrich", "empty_export"] {
      guard let entry = registry.stages[name], let stage = stage(entry), pipeline.append(stage, spec: entry.spec)
      else { return nil }
    }
    return pipeline
  }

  static func stage(_ entry: StageRegistry.Stage) -> (any Stage)? {
    do { return try entry.make(try Options(for: entry.spec), context) } catch { return nil }
  }

  static func page(_ number: Int) -> Page {
    Page(
      id: "page-\(number)",
      source: Source(uri: "page-\(number).txt", mediaType: "text/plain", sha256: String(repeating: "0", count: 64)),
      content: [UInt8](repeating: 65, count: 200))
  }

  /// One document through four stages that do nothing.
  static func empty(_ pipeline: Pipeline) async {
    let runner = DocumentRunner(pipeline: pipeline, limits: Config.Limits())
    let pages = (0..<64).map(page)
    let items = pages.map { InputItem(uri: $0.source.uri, slug: $0.id, content: .standardInput) }
    let rounds = 2000
    let seconds = await least { () async in
      for _ in 0..<rounds {
        for (page, item) in zip(pages, items) { _ = await runner.run(page, of: item) }
      }
    }
    row("empty pipeline of four stages, a document", seconds / Double(rounds * pages.count) * 1e6, "us CPU", "<= 2")
  }

  /// One call across the kit into the module and back.
  static func crossing(_ registry: StageRegistry) async {
    guard let entry = registry.stages["empty_enrich"], let stage = stage(entry) as? any EnrichStage else {
      return
    }
    var article = Article(id: "a", source: Source(uri: "a", mediaType: "text/plain"))
    let rounds = 500_000
    let seconds = await least { () async in
      for _ in 0..<rounds {
        do { try await stage.enrich(&article) } catch { return }
      }
    }
    row("crossing into a module, a stage", seconds / Double(rounds) * 1e6, "us CPU", "<= 0.5")
  }

  /// Reading, hashing, scheduling and counting of small JSON Lines records; no output.
  static func wholeRun(_ pipeline: Pipeline) async {
    let path = "/tmp/kzpipe-bench-\(getpid()).jsonl"
    let count = 100_000
    let text = (0..<count).map { "{\"text\":\"Page \($0)\"}\n" }.joined()
    do {
      try FileWriter.write(Array(text.utf8), to: path)
      defer { unlink(path) }
      let plan = try InputPlan([(path, nil)])
      let run = Run(
        pipeline: pipeline, limits: Config.Limits(), jobs: 2, output: .standardOutput,
        deadLetterDirectory: path + ".dead-letter")
      let before = residentKilobytes()
      let seconds = await least(rounds: 2) { () async in
        do throws(OutputError) {
          _ = try await run.start(plan, stop: StopFlag())
        } catch {
          print(DiagnosticRenderer.text(of: error.diagnostic))
        }
      }
      row("whole run over JSON Lines, a document", seconds / Double(count) * 1e6, "us CPU", "")
      row("resident memory, growth over 200,000 documents", Double(residentKilobytes() - before) / 1024, "MB", "")
    } catch {
      print("cannot write \(path)")
    }
  }

  static func loading(_ build: String) {
    let start = seconds(CLOCK_MONOTONIC)
    let (registry, _) = ModuleLoader.loadAll(ModuleSearch(roots: [.init(build)]))
    let wall = (seconds(CLOCK_MONOTONIC) - start) * 1e3
    row("loading \(registry.modules.count) modules", wall, "ms wall", "<= 50")
  }

  /// The process from start to end, as a user waits for it.
  static func onePage(_ build: String, page: String) {
    let out = "/tmp/kzpipe-bench-\(getpid())"
    let config = out + ".yaml"
    let text = """
      kzpipe: 1
      pipeline:
        clean: [html_article, text_article]
        parse: [news_article]
        enrich: [language]
        export: [article_json]
      """
    do { try FileWriter.write(Array(text.utf8), to: config) } catch { return }
    defer { unlink(config) }
    var best = Double.infinity
    for _ in 0..<7 {
      let start = seconds(CLOCK_MONOTONIC)
      let status = spawn([build + "/kzpipe", "run", "-c", config, page, "-o", out, "--summary", "none"])
      guard status == 0 else {
        print("kzpipe ended with \(status)")
        return
      }
      best = min(best, seconds(CLOCK_MONOTONIC) - start)
    }
    row("kzpipe run on one page", best * 1e3, "ms wall", "<= 100")
    _ = spawn(["/bin/rm", "-rf", out])
  }

  static func spawn(_ arguments: [String]) -> Int32 {
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawn(&process, arguments[0], nil, nil, words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  // MARK: Measuring

  static func least(rounds: Int = 5, _ body: () async -> Void) async -> Double {
    var best = Double.infinity
    for _ in 0..<rounds {
      let start = seconds(CLOCK_PROCESS_CPUTIME_ID)
      await body()
      best = min(best, seconds(CLOCK_PROCESS_CPUTIME_ID) - start)
    }
    return best
  }

  static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Greatest resident memory so far.
  static func residentKilobytes() -> Int {
    do {
      let status = String(decoding: try FileReader.read("/proc/self/status", limit: 1 << 16), as: UTF8.self)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
      return line.split { $0 == " " || $0 == "\t" }.compactMap { Int($0) }.first ?? 0
    } catch {
      return 0
    }
  }

  static func row(_ name: String, _ value: Double, _ unit: String, _ limit: String) {
    let rounded = (value * 1000).rounded() / 1000
    print("\(name): \(rounded) \(unit)\(limit.isEmpty ? "" : "  (\(limit))")")
  }
}
