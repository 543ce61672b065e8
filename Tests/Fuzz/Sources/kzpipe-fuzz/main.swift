import CLibFuzzer
import Glibc

// kzpipe-fuzz [libFuzzer options] [corpus or files]; KZPIPE_FUZZ_TARGET names what to run.

let name = getenv("KZPIPE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
guard let type = FuzzTargets.all.first(where: { $0.name == name }) else {
  say("KZPIPE_FUZZ_TARGET names one of: \(FuzzTargets.all.map { $0.name }.joined(separator: ", "))")
  exit(2)
}
do {
  try Running.start(type)
} catch {
  say("\(name) cannot start: \(error)")
  exit(2)
}
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(LLVMFuzzerRunDriver(&count, &arguments) { data, count in Running.run(data, count) })
