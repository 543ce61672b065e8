import Glibc

/// The target that KZPIPE_FUZZ_TARGET names; libFuzzer keeps its command line for itself.
private let target: any FuzzTarget = {
  let name = getenv("KZPIPE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let type = FuzzTargets.all.first(where: { $0.name == name }) else {
    fputs("KZPIPE_FUZZ_TARGET names one of: \(FuzzTargets.all.map { $0.name }.joined(separator: ", "))\n", stderr)
    exit(2)
  }
  do {
    return try type.init()
  } catch {
    fputs("\(name) cannot start: \(error)\n", stderr)
    exit(2)
  }
}()

@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}
