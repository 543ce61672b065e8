import Glibc
import KZPipeHost
import KZPipeKit

/// What it costs to let another process do a stage's work: documents of 10 KB, 32 under way, beside `cat` that gets and
/// gives back the same number of bytes. The process that answers is this benchmark itself, which does nothing with them.
enum ProcessBench {
  static let answering = "--answer"
  private static let documents = 20_000
  private static let underWay = 32

  static func run() async {
    guard let here = pipeline(exec: nil), let there = pipeline(exec: ModuleSearch.executablePath()) else {
      print("the pipeline with a process could not be made")
      return
    }
    var least = (here: Time.most, there: Time.most, cat: Time.most)
    // In turn, so that all three see the same machine.
    for _ in 0..<3 {
      least.here = least.here.least(await time(here))
      least.there = least.there.least(await time(there))
      least.cat = least.cat.least(cat())
    }
    let more = Time(wall: least.there.wall - least.here.wall, cpu: least.there.cpu - least.here.cpu)
    Bench.row("a stage in another process, more than here, a document", more.wall, "us wall", "<= 60")
    Bench.row("the same, on our side", more.cpu, "us CPU", "")
    Bench.row("the same bytes through cat, a document", least.cat.wall, "us wall", "")
    Bench.row("the same, on our side", least.cat.cpu, "us CPU", "")
  }

  /// An article of 10 KB.
  private struct Long: ParseStage {
    static let spec = StageSpec(
      "long", kind: .parse, summary: "10 KB.", accepts: ["*/*"], reads: [.content], writes: [.headline, .body])
    init(options: Options, context: StageContext) {}
    func parse(_ page: Page) async -> Article {
      var article = Article(id: "", source: page.source)
      article.headline = "A headline"
      article.body = Self.body
      return article
    }
    static let body = (0..<25).map { BodyBlock(text: String(repeating: "Some words of a text. ", count: 17) + "\($0)") }
  }

  private struct Nothing: ExportStage {
    static let spec = StageSpec("nothing", kind: .export, summary: "Nothing.")
    init(options: Options, context: StageContext) {}
    func export(_ article: Article) async -> [Output] { [] }
  }

  private static func pipeline(exec program: String?) -> Pipeline? {
    var registrar = Registrar()
    registrar.add(Long.self)
    registrar.add(Nothing.self)
    var registry = StageRegistry()
    registry.add(
      LoadedModule(path: "/bench.so", name: "bench", version: "1", stages: []), entries: registrar.entries)
    let enrich = program.map { "{apart: {exec: [\"\($0)\", \(answering)], writes: [keywords]}}" } ?? ""
    let text = "kzpipe: 1\npipeline: {parse: [long], enrich: [\(enrich)], export: [nothing]}\n"
    let surroundings = Setup.Surroundings(
      environment: [:], executableDirectory: ".", version: "bench", runTime: PartialDate(secondsSinceEpoch: 0))
    do {
      let (config, problems) = try ConfigLoader.load(Array(text.utf8), file: "bench.yaml", environment: [:])
      return try Setup(config: config, registry: registry, problems: problems, in: surroundings).pipeline
    } catch {
      print(error)
      return nil
    }
  }

  /// Microseconds a document.
  private struct Time {
    var wall: Double
    /// Of this process.
    var cpu: Double

    static let most = Time(wall: .infinity, cpu: .infinity)
    static func now() -> Time {
      Time(wall: Bench.seconds(CLOCK_MONOTONIC), cpu: Bench.seconds(CLOCK_PROCESS_CPUTIME_ID))
    }
    func since(_ start: Time) -> Time {
      Time(
        wall: (wall - start.wall) / Double(documents) * 1e6, cpu: (cpu - start.cpu) / Double(documents) * 1e6)
    }
    func least(_ other: Time) -> Time { Time(wall: min(wall, other.wall), cpu: min(cpu, other.cpu)) }
  }

  private static func time(_ pipeline: Pipeline) async -> Time {
    let runner = DocumentRunner(pipeline: pipeline, limits: Config.Limits())
    // The process is started outside of the measurement.
    _ = await runner.run(Bench.page(0), of: InputItem(uri: "0", slug: "0", content: .standardInput))
    let start = Time.now()
    await withTaskGroup(of: Int.self) { group in
      for worker in 0..<underWay {
        group.addTask {
          var failed = 0
          for number in stride(from: worker, to: documents, by: underWay) {
            let item = InputItem(uri: "\(number)", slug: "\(number)", content: .standardInput)
            if case .exported = await runner.run(Bench.page(number), of: item).outcome { continue }
            failed += 1
          }
          return failed
        }
      }
      for await failed in group where failed > 0 { print("\(failed) documents failed") }
    }
    return Time.now().since(start)
  }

  /// 10 KB to `cat` and back, 32 documents under way, without a look at them.
  private static func cat() -> Time {
    var ends = [[Int32]](repeating: [0, 0], count: 2)
    guard pipe(&ends[0]) == 0, pipe(&ends[1]) == 0 else { return .most }
    for end in [ends[0][1], ends[1][0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0][0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1][1], STDOUT_FILENO)
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/cat"), nil]
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/cat", &actions, nil, words, environ) == 0 else { return .most }
    close(ends[0][0])
    close(ends[1][1])
    let document = [UInt8](repeating: 65, count: 10_240)
    var room = [UInt8](repeating: 0, count: 1 << 18)
    _ = fcntl(ends[0][1], F_SETFL, O_NONBLOCK)
    let total = documents * document.count
    var (sent, got) = (0, 0)
    let start = Time.now()
    while got < total {
      while sent < total, sent - got < underWay * document.count {
        let offset = sent % document.count
        let count = document[offset...].withUnsafeBytes { write(ends[0][1], $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        sent += count
      }
      let count = read(ends[1][0], &room, room.count)
      guard count > 0 else { return .most }
      got += count
    }
    let time = Time.now().since(start)
    close(ends[0][1])
    close(ends[1][0])
    waitpid(process, nil, 0)
    return time
  }

  /// The other side: reads frames and answers each with nothing to add.
  static func answer() {
    var decoder = FrameDecoder(bodyLimit: 1 << 26)
    var room = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(STDIN_FILENO, &room, room.count)
      guard count > 0 else { return }
      decoder.append(room[..<count])
      var answers: [UInt8] = []
      do {
        while let request = try decoder.next() {
          let answer =
            request.type == "hello"
            ? Message("hello", [.init("protocol", 1)]) : Message("answer", sequence: request.sequence)
          answers += FrameEncoder.bytes(of: answer)
        }
        _ = answers.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      } catch { return }
    }
  }
}
