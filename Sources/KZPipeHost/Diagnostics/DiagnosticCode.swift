/// Stable number of a kind of problem. Numbers are never given a second meaning.
public enum DiagnosticCode: Int, Sendable, CaseIterable {
  // The configuration file and its form.
  case syntax = 101
  case unreadableConfig = 102
  case unknownOption = 103
  case unknownKey = 104
  case wrongType = 105
  case missing = 106
  case outOfRange = 107
  case notAChoice = 108
  case notAURI = 109
  case deprecated = 110
  case duplicateKey = 111
  case tabulator = 112
  case tooLarge = 113
  case missingVariable = 114
  case malformedVariable = 115
  case unknownFormat = 116
  case badOverride = 117
  case cyclicExtends = 118
  case unknownMember = 119
  case badPattern = 120

  // The pipeline.
  case unknownStage = 201
  case wrongKind = 202
  case readsUnwritten = 203
  case repeatedStage = 204
  case incompletePipeline = 205
  case badPathTemplate = 206
  case stageNotMade = 207
  case malformedStage = 208

  // Modules.
  case moduleMissing = 301
  case notAModule = 302
  case wrongMagic = 303
  case otherKitABI = 304
  case otherCompiler = 305
  case otherLayout = 306
  case secondKit = 307
  case stageCast = 308
  case manifestMismatch = 309
  case stageClaimedTwice = 310
  case moduleCrashed = 311
  case moduleNotLoadable = 312
  case noModuleDirectory = 313
  case commandMissing = 314

  // Input and output.
  case noInput = 401
  case inputMissing = 402
  case patternWithoutMatch = 403
  case notWatchable = 404
  case outputNotWritable = 411
  case fileExists = 412
  case stateNotKept = 413
  case outputInUse = 414
  case ledgerDamaged = 415
  case documentUnknown = 416

  // Training.
  case unknownModel = 501
  case badTrainingData = 502
  case notTrained = 503

  /// `KZ0103`.
  public var text: String { "KZ" + (rawValue < 1000 ? "0" : "") + String(rawValue) }
}
