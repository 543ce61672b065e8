/// What every code means and what to do about it: `kzpipe lint --explain` and the reference page print it from here.
public enum DiagnosticGuide {
  public struct Entry: Sendable {
    /// Kind of problem, a few words.
    public var title: String
    /// How it comes about.
    public var meaning: String
    /// What to do.
    public var remedy: String

    init(_ title: String, _ meaning: String, _ remedy: String) {
      self.title = title
      self.meaning = meaning
      self.remedy = remedy
    }
  }

  /// The page that holds all of it, relative to the root of the documentation.
  public static let page = "docs/reference/diagnostics.md"

  /// Where a code is explained: `docs/reference/diagnostics.md#kz0103`.
  public static func reference(of code: DiagnosticCode) -> String { "\(page)#\(code.text.lowercased())" }

  /// The code of `KZ0103`, `kz103` or `103`.
  public static func code(_ text: String) -> DiagnosticCode? {
    let digits = text.lowercased().hasPrefix("kz") ? text.dropFirst(2) : text[...]
    return Int(digits).flatMap(DiagnosticCode.init(rawValue:))
  }

  public static func entry(of code: DiagnosticCode) -> Entry? {
    configuration[code] ?? pipeline[code] ?? modules[code] ?? files[code] ?? training[code]
  }

  private static let configuration: [DiagnosticCode: Entry] = [
    .syntax: Entry(
      "not valid YAML", "The file cannot be read as YAML, or has a key that is no plain name.",
      "Look at the place, and at the line before it: a bracket, a quote or a colon is often missing there."),
    .unreadableConfig: Entry(
      "unreadable configuration", "The file, or one that it extends, is not there or may not be read.",
      "Check the path; paths under extends count from the file that names them. kzpipe init writes a first configuration."
    ),
    .unknownOption: Entry(
      "unknown option", "A stage has no option of this name.",
      "kzpipe stages NAME lists the options of a stage with their types and defaults."),
    .unknownKey: Entry(
      "unknown key", "The configuration, or a map in it, has no key of this name.",
      "Keys are snake_case; docs/reference/configuration.md lists them."),
    .wrongType: Entry(
      "wrong type", "The value is of another type than the key takes, such as a text where a list belongs.",
      "Write a value of the type that the message names. Numbers stand without quotes, texts that look like numbers in quotes."
    ),
    .missing: Entry(
      "something is missing", "A key or an option that has to be there is not.", "Add it as the message shows."),
    .outOfRange: Entry(
      "out of range", "The number lies outside the bounds of its key.", "Choose a number within the bounds."),
    .notAChoice: Entry(
      "not one of the choices", "The key takes one of a few words, and this is none of them.", "Choose one of them."),
    .notAURI: Entry(
      "not a URI", "The value has to be an absolute URI (RFC 3986): a scheme, a colon and something behind it.",
      "Write it in full, such as https://example.com/."),
    .deprecated: Entry(
      "deprecated option", "The option still works and will be taken out.", "Use what the message names instead."),
    .duplicateKey: Entry(
      "duplicate key", "A key is written more than once in one map, and YAML does not say which one counts.",
      "Keep one of them."),
    .tabulator: Entry(
      "tabulator", "A tabulator stands in the indentation, where YAML allows only blanks.",
      "Replace every tabulator at the start of a line by two blanks."),
    .tooLarge: Entry(
      "too large", "The configuration has more bytes, values, levels or files than a configuration ever needs.",
      "Check that it is the right file. Lists of documents belong into input.paths as a directory or a pattern."),
    .missingVariable: Entry(
      "missing environment variable", "${NAME} stands in a value, the variable is not set, and there is no default.",
      "Set it, or write ${NAME:-default}."),
    .malformedVariable: Entry(
      "malformed variable", "What stands behind ${ is no name, or the closing brace is missing.",
      "Write ${NAME} or ${NAME:-default}; $${ stands for the characters ${."),
    .unknownFormat: Entry(
      "unknown format", "The key kzpipe names a format of configurations that this kzpipe does not read.",
      "Write kzpipe: 1, or use the version of kzpipe that the file was written for."),
    .badOverride: Entry(
      "bad override", "--set needs a path and a value, and the path has to lead somewhere.",
      "Write --set limits.in_flight=8, or --set pipeline.export.STAGE.OPTION=VALUE."),
    .cyclicExtends: Entry(
      "circle of configurations", "A configuration extends itself, directly or by way of others.",
      "Take one of the extends keys in the circle out."),
    .unknownMember: Entry(
      "unknown member", "A test expects a member that the article record does not have.",
      "kzpipe schema article lists the members; lists take NAME_count, texts NAME_contains and NAME_matches."),
    .badPattern: Entry(
      "bad pattern", "The regular expression of a test cannot be read.",
      "Known are . [a-z] \\d \\w \\s \\b ^ $ | ( ) ? * + {m,n} and a leading (?i). In single quotes a backslash stands for itself."
    ),
  ]

  private static let pipeline: [DiagnosticCode: Entry] = [
    .unknownStage: Entry(
      "unknown stage", "No module that was found brings a stage of this name and kind.",
      "kzpipe stages lists the stages, kzpipe plugins the modules and why others were refused."),
    .wrongKind: Entry(
      "stage of another kind", "The stage stands under a kind that it is not of.",
      "Move it under the kind that the message names."),
    .readsUnwritten: Entry(
      "need that nothing meets", "The stage needs something that no stage before it writes, so it will find nothing.",
      "Put a stage that writes it before this one; kzpipe graph draws who writes what."),
    .repeatedStage: Entry(
      "stage stands twice", "The same stage stands twice under one kind.",
      "Keep one of them; two exporters would write to the same directory."),
    .incompletePipeline: Entry(
      "incomplete pipeline", "A pipeline needs at least one parse stage and one export stage.",
      "Add one of those that the message lists."),
    .badPathTemplate: Entry(
      "bad output path",
      "The path of an exporter leaves the output directory or has a placeholder that does not exist.",
      "Use a relative path with {slug}, {date}, {language} and {id}."),
    .stageNotMade: Entry(
      "stage cannot be made", "The stage refused its options, or a file that it needs is missing or damaged.",
      "Follow the reason in the message; after a broken installation, install again."),
    .malformedStage: Entry(
      "malformed stage", "An entry of a list of stages is neither a name nor a name with options.",
      "Write - name, or - name: {option: value}; options are indented below the name."),
  ]

  private static let modules: [DiagnosticCode: Entry] = [
    .moduleMissing: Entry(
      "module is missing", "The shared object is not there.", "Check the path, or build the module."),
    .notAModule: Entry(
      "not a module", "The file is no shared object, or does not export the two functions of a stage module.",
      "Build the module's dynamic product; its entry.swift exports kzpipe_module_manifest and kzpipe_module_register."),
    .wrongMagic: Entry(
      "manifest without its mark", "The module's manifest was not written by the kit.",
      "Let kzpipe_module_manifest call writeManifest(to:) of the module."),
    .otherKitABI: Entry(
      "other kit", "The module was built against another version of KZPipeKit.",
      "Build it again with the kit of this kzpipe."),
    .otherCompiler: Entry(
      "other compiler", "The module was built by another version of the Swift compiler.",
      "Build it again with the compiler that built kzpipe."),
    .otherLayout: Entry(
      "other layout", "The module lays out the types of the kit differently.",
      "Build it again with the kit of this kzpipe."),
    .secondKit: Entry(
      "second kit", "The module brings a copy of KZPipeKit of its own.",
      "Depend on the product KZPipeKit of the kit's package, never on its target."),
    .stageCast: Entry(
      "not of its kind", "The stage's type does not conform to the protocol of the kind that it declares.",
      "Conform to CleanStage, ParseStage, EnrichStage or ExportStage as the spec says."),
    .manifestMismatch: Entry(
      "manifest and stages differ", "The module registers other stages than its manifest names.",
      "Write kind:name of every registered stage into StageModule.stages."),
    .stageClaimedTwice: Entry(
      "stage in two modules", "Two modules bring a stage of the same name, so neither can be used.",
      "Remove one of them from the places that are searched; kzpipe plugins lists them."),
    .moduleCrashed: Entry(
      "module crashed", "The module trapped or ended the process while it was loaded or a stage was made.",
      "Remove it, or build it again; nothing was run."),
    .moduleNotLoadable: Entry(
      "module cannot be loaded", "The system's loader refused the shared object.",
      "Follow the reason in the message: a library that it needs is often missing."),
    .noModuleDirectory: Entry(
      "no such place for modules", "A place that the configuration or --plugins names is not there or cannot be read.",
      "Name a directory with lib*Plugin.so or *.kzpipe.yaml files, or one such file."),
    .commandMissing: Entry(
      "no such command", "A stage or module is a command, and its program is not there or may not be executed.",
      "A name without a slash is looked for in $PATH; others count from the directory of the file that names them."),
  ]

  private static let files: [DiagnosticCode: Entry] = [
    .noInput: Entry(
      "no input", "Neither the command line nor input.paths names anything to read.",
      "Name files, directories or patterns."),
    .inputMissing: Entry(
      "input is missing", "A file or directory that was named is not there or cannot be read.",
      "Check the path; paths in a configuration count from the file that writes them."),
    .patternWithoutMatch: Entry(
      "pattern without a match", "No file matches the pattern.",
      "Put the pattern in quotes so that the shell leaves it alone; ** stands for any number of directories."),
    .notWatchable: Entry(
      "cannot watch", "What --watch was given is no directory, or the system has no watch left for it.",
      "Name directories; on Linux sysctl fs.inotify.max_user_watches raises the number of directories."),
    .outputNotWritable: Entry(
      "output cannot be written", "The output directory, a file in it or standard output cannot be written.",
      "Follow the reason in the message: permissions, a full disk, a file where a directory belongs."),
    .fileExists: Entry(
      "file exists", "kzpipe init leaves what exists as it is.", "Name another directory, or move the file away."),
    .stateNotKept: Entry(
      "state not kept", "A stage that remembers documents from run to run could not write its file at the end.",
      "Follow the reason in the message; what was exported is complete. Run again to let it remember these documents."),
    .outputInUse: Entry(
      "output directory in use", "Another run is writing to the output directory; two at a time would mix their files.",
      "Wait for the other run or end it, or give this one a directory of its own with -o."),
    .ledgerDamaged: Entry(
      "ledger cannot be used",
      "The ledger in .kzpipe of the output directory is damaged or was written by another kzpipe.",
      "Use the kzpipe that wrote it, or start over with kzpipe run --fresh."),
    .documentUnknown: Entry(
      "no such document", "The ledger of the output directory has no document of this name.",
      "Name its slug, its address, the id of its article or the guid of its news item, whole and as written."),
  ]

  private static let training: [DiagnosticCode: Entry] = [
    .unknownModel: Entry(
      "nothing of that name to train", "No module that was found brings a trainer of that name.",
      "kzpipe train --list shows what can be trained, kzpipe plugins where modules are looked for."),
    .badTrainingData: Entry(
      "training data cannot be read",
      "A file is not there, or a line of it is no article record and no token with its tag.",
      "Give records as the exporter article_json writes them, one a line, or tagged tokens (.conll .iob .iob2 .bio)."),
    .notTrained: Entry(
      "nothing was trained", "The data are too few, or do not show what is to be learnt.",
      "Follow the message; no file was written."),
  ]
}
