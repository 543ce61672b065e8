import KZPipeJSON
import KZPipeKit
import Logging
import Synchronization

/// Keeps one process of a stage at work: starts it, greets it, hands it documents, holds its answers against the
/// protocol, starts it again when it dies, and finds the document that is to blame.
///
/// When a process ends with several documents under way, any of them may have ended it. They are then sent to the next
/// process one by one; the one that is alone when that ends, too, is the culprit and fails, and no other does.
final class StageProcess: Sendable {
  /// A document that waits for its answer.
  private struct Job {
    let number: Int
    /// The request as it is sent.
    let frame: [UInt8]
    /// `nil` when nobody waits any more; the process owes its answer all the same.
    var waiter: CheckedContinuation<Result<Message, StageError>, Never>?
    /// It was under way when a process ended.
    var isSuspect = false
  }

  private struct State {
    var child: ChildProcess?
    /// Number of the process, so that an old one's last events are not taken for those of the new one.
    var generation = 0
    var isReady = false
    /// When the process was started, or the oldest document became the oldest. Monotonic nanoseconds.
    var since: Int64 = 0
    var waiting: [Job] = []
    /// In the order in which they were sent.
    var underWay: [Job] = []
    /// Ends without an answer between them.
    var deaths = 0
    /// How often the protocol was broken.
    var faults = 0
    /// The stage cannot work any more: why.
    var isLost: StageError?
    /// Ends that were told of.
    var told: [Warning] = []
  }

  /// Something that is wrong with the process, with the last lines that it said.
  private struct Warning: Hashable {
    var message: String
    var lastWords: [String] = []
  }

  private let stage: String
  private let command: ChildProcess.Command
  private let settings: ProcessSettings
  private let hello: Message
  private let log: Logger
  private let state = Mutex(State())
  /// Numbers of documents given so far.
  private let numbers = Atomic<Int>(0)

  /// Nothing is started before the first document.
  init(
    stage: String, command: ChildProcess.Command, settings: ProcessSettings, hello: Message, log: Logger
  ) {
    (self.stage, self.command, self.settings, self.hello) = (stage, command, settings, hello)
    self.log = log.of(stage: stage)
  }

  deinit { state.withLock { $0.child }?.finish() }

  /// Documents that the process has not answered yet.
  var load: Int { state.withLock { $0.waiting.count + $0.underWay.count } }

  /// Sends a document and waits for its answer.
  func answer(to request: Message) async throws(StageError) -> Message {
    let number = numbers.add(1, ordering: .relaxed).newValue
    var request = request
    request.sequence = number
    let frame = FrameEncoder.bytes(of: request, as: command.form)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        act { state in
          state.waiting.append(Job(number: number, frame: frame, waiter: continuation))
          if Task.isCancelled { return self.give(up: number, &state) }
          return self.pump(&state)
        }
      }
    } onCancel: {
      act { self.give(up: number, &$0) }
    }
    return try result.get()
  }

  // MARK: Acting on the state. What takes time or calls others is done after the lock is free.

  private struct Effects {
    var answers: [(CheckedContinuation<Result<Message, StageError>, Never>, Result<Message, StageError>)] = []
    var warnings: [Warning] = []
    var sends: [(ChildProcess, [UInt8])] = []

    mutating func resume(_ job: Job, _ result: Result<Message, StageError>) {
      if let waiter = job.waiter { answers.append((waiter, result)) }
    }

    static func + (a: Effects, b: Effects) -> Effects {
      Effects(answers: a.answers + b.answers, warnings: a.warnings + b.warnings, sends: a.sends + b.sends)
    }
  }

  private func act(_ body: (inout State) -> Effects) {
    let effects = state.withLock { body(&$0) }
    for (child, frame) in effects.sends { child.send(frame) }
    for warning in effects.warnings {
      log.tell(
        .warning, .stageProcess, warning.message,
        warning.lastWords.isEmpty ? [:] : ["last_words": .array(warning.lastWords.map { .string($0) })])
    }
    for (waiter, result) in effects.answers { waiter.resume(returning: result) }
  }

  private func give(up number: Int, _ state: inout State) -> Effects {
    var effects = Effects()
    let cancelled = StageError(.cancelled, "the work was cancelled while the process of the stage was at it")
    if let index = state.waiting.firstIndex(where: { $0.number == number }) {
      effects.resume(state.waiting.remove(at: index), .failure(cancelled))
    } else if let index = state.underWay.firstIndex(where: { $0.number == number }) {
      effects.resume(state.underWay[index], .failure(cancelled))
      state.underWay[index].waiter = nil
    }
    return effects
  }

  /// Sends what may be sent.
  private func pump(_ state: inout State) -> Effects {
    var effects = Effects()
    if let error = state.isLost {
      for job in state.waiting { effects.resume(job, .failure(error)) }
      state.waiting = []
      return effects
    }
    guard !state.waiting.isEmpty else { return effects }
    guard let child = state.child else { return start(&state) }
    while state.isReady, let job = state.waiting.first {
      // A suspect is alone with the process.
      let isAlone = job.isSuspect || state.underWay.contains(where: \.isSuspect)
      guard state.underWay.count < (isAlone ? 1 : settings.window) else { break }
      state.waiting.removeFirst()
      if state.underWay.isEmpty { state.since = Clock.nanoseconds() }
      state.underWay.append(job)
      effects.sends.append((child, job.frame))
    }
    return effects
  }

  private func start(_ state: inout State) -> Effects {
    state.generation += 1
    let generation = state.generation
    state.isReady = false
    state.since = Clock.nanoseconds()
    do {
      let child = try ChildProcess(command, from: log.logLevel) { [weak self, log] event in
        if case .said(let lines) = event {
          for line in lines { log.tell(line.level, .stageOutput, line.text) }
        } else {
          self?.handle(event, generation)
        }
      }
      state.child = child
      child.send(FrameEncoder.bytes(of: hello, as: command.form))
      return Effects()
    } catch {
      return lose(
        StageError("process_start", "the process of the stage \"\(stage)\" cannot be started: \(error.reason)"), &state)
    }
  }

  /// The stage can do nothing more; every document from here on fails with `error`.
  private func lose(_ error: StageError, _ state: inout State) -> Effects {
    state.isLost = error
    state.waiting = state.underWay + state.waiting
    state.underWay = []
    state.child?.kill()
    state.child = nil
    var effects = pump(&state)
    effects.warnings.append(Warning(message: error.message + (error.advice.map { "; " + $0 } ?? "")))
    return effects
  }

  // MARK: What the process does

  private func handle(_ event: ChildProcess.Event, _ generation: Int) {
    act { state in
      guard generation == state.generation, state.child != nil else { return Effects() }
      switch event {
      case .messages(let messages):
        var effects = Effects()
        // A fault among them ends the process, and what else it said counts no more.
        for message in messages where generation == state.generation && state.child != nil {
          effects = effects + (state.isReady ? self.take(message, &state) : self.greet(message, &state))
        }
        return effects + self.pump(&state)
      case .broken(let error): return self.broke(error.reason, &state)
      case .said: return Effects()
      case .tick: return self.checkTime(&state)
      case .ended(let ending, let lines): return self.ended(ending, lines, &state)
      }
    }
  }

  private func greet(_ message: Message, _ state: inout State) -> Effects {
    if message.type == "error" {
      let error = StageAnswer.error(of: message)
      return lose(
        StageError(
          "process_start", "the process of the stage \"\(stage)\" cannot work: \(error.message)", advice: error.advice),
        &state)
    }
    guard message.type == "hello" else {
      return broke("answered with \"\(DiagnosticRenderer.printable(message.type))\" where a hello was due", &state)
    }
    guard let version = message["protocol"]?.integer, version == Message.version else {
      let said = message["protocol"]?.integer.map { "protocol \($0)" } ?? "no protocol"
      return broke("speaks \(said), and this kzpipe speaks protocol \(Message.version)", &state)
    }
    state.isReady = true
    return Effects()
  }

  private func take(_ message: Message, _ state: inout State) -> Effects {
    guard let number = message.sequence, message.type == "answer" || message.type == "error" else {
      return broke("sent a \"\(DiagnosticRenderer.printable(message.type))\" that belongs to no document", &state)
    }
    guard let index = state.underWay.firstIndex(where: { $0.number == number }) else {
      let isOld =
        number > 0 && number <= numbers.load(ordering: .relaxed) && !state.waiting.contains { $0.number == number }
      return broke(isOld ? "answered a document twice" : "answered a document that it was not given", &state)
    }
    if message.isCut {
      return broke("sent an answer of more than \(ChildProcess.answerLimit) bytes", culprit: index, &state)
    }
    let job = state.underWay.remove(at: index)
    if index == 0 { state.since = Clock.nanoseconds() }
    state.deaths = 0
    var effects = Effects()
    effects.resume(job, message.type == "error" ? .failure(StageAnswer.error(of: message)) : .success(message))
    return effects
  }

  /// The protocol is broken: nothing that the process says can be trusted any more.
  private func broke(_ reason: String, culprit: Int? = nil, _ state: inout State) -> Effects {
    let message = "the process of the stage \"\(stage)\" \(reason)"
    let error = StageError("process_protocol", message, advice: "try it with kzpipe plugin check")
    state.faults += 1
    guard state.isReady, state.faults <= settings.restarts else { return lose(error, &state) }
    return dismiss(because: error, culprit: culprit, &state)
  }

  private func ended(_ ending: ChildProcess.Ending, _ lines: [String], _ state: inout State) -> Effects {
    let when = state.isReady ? "" : " before it was ready"
    let error = StageError(
      state.isReady ? "process_ended" : "process_start",
      "the process of the stage \"\(stage)\" ended\(when) (\(ending))",
      advice: "its last words are on standard error; try it with kzpipe plugin check")
    var effects = Effects()
    let warning = Warning(message: "the process ended\(when) (\(ending))", lastWords: lines)
    // Each once, and ten are enough to be seen.
    if state.told.count < 10, !state.told.contains(warning) {
      state.told.append(warning)
      effects.warnings.append(warning)
    }
    return effects + dismiss(because: error, &state)
  }

  private func checkTime(_ state: inout State) -> Effects {
    let limit = state.isReady ? settings.seconds : settings.startSeconds
    let isWaitedFor = !state.isReady || !state.underWay.isEmpty
    guard isWaitedFor, Clock.nanoseconds() - state.since > Int64(limit * 1e9) else { return Effects() }
    guard state.isReady else {
      return dismiss(
        because: StageError(
          "process_start", "the process of the stage \"\(stage)\" was not ready in time",
          advice: "raise process.start_seconds of the stage"), &state)
    }
    let late = StageError(
      "deadline", "the process of the stage \"\(stage)\" took longer than its process.seconds allows",
      advice: "raise process.seconds of the stage, or look at the page")
    return dismiss(because: late, culprit: 0, &state)
  }

  /// Ends the process and starts another one, unless that has been done too often.
  /// - Parameter culprit: index of the document that is to blame; found by sending them alone when it is not known
  private func dismiss(because error: StageError, culprit: Int? = nil, _ state: inout State) -> Effects {
    state.child?.kill()
    state.child = nil
    state.deaths += 1
    var effects = Effects()
    // Alone with a process that ends for the second time: the first one may have been going to end anyway.
    let isProved = state.underWay.count == 1 && state.underWay[0].isSuspect
    if let culprit = culprit ?? (isProved ? 0 : nil) {
      effects.resume(state.underWay.remove(at: culprit), .failure(error))
    } else {
      for index in state.underWay.indices { state.underWay[index].isSuspect = true }
    }
    // Those that nobody waits for are not sent again.
    state.waiting = state.underWay.filter { $0.waiter != nil } + state.waiting
    state.underWay = []
    guard state.deaths <= settings.restarts else {
      var lost = error
      lost.message += "; it was started \(state.deaths) times without an answer and is not started again"
      return effects + lose(lost, &state)
    }
    return effects + pump(&state)
  }
}
