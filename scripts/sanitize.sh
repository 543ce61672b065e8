#!/usr/bin/env bash
# Runs all tests under AddressSanitizer, then under ThreadSanitizer; modules and the processes that tests start are built alike.
#
#   scripts/sanitize.sh [address|thread] [FILTER]
#
# JOBS is the number of compile jobs. Builds lie in .build/sanitize/NAME, and reports, one a process, in .build/sanitize/NAME.report.*.
set -euo pipefail
cd "$(dirname "$0")/.."
sanitizers=(${1:-address thread})
filter=(${2:+--filter "$2"})

# Leaks: what stages hold until the process ends is none, and a process that a test kills cannot tell.
# Swift's backtraces would run into the reports.
export SWIFT_BACKTRACE=enable=no
status=0
for sanitizer in "${sanitizers[@]}"; do
  scratch=$PWD/.build/sanitize/$sanitizer
  mkdir -p "$scratch"
  rm -f "$scratch".report.*
  options="detect_leaks=0:log_path=$scratch.report"
  export ASAN_OPTIONS=$options TSAN_OPTIONS="log_path=$scratch.report:halt_on_error=0"
  began=$SECONDS
  swift build --build-tests -j "${JOBS:-$(nproc)}" --sanitize="$sanitizer" --scratch-path "$scratch" >&2
  built=$SECONDS
  preload=
  if [ "$sanitizer" = thread ]; then
    preload=$scratch.so
    toolchain=$(swiftc -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift".*|\1|p')
    "$toolchain/bin/clang" -shared -fPIC -O1 -Wall -o "$preload" scripts/thread-sanitizer.c -ldl
  fi
  LD_PRELOAD=$preload "$scratch"/debug/kzpipePackageTests.xctest --testing-library swift-testing "${filter[@]}" || status=1
  reports=$(find "$(dirname "$scratch")" -name "$sanitizer.report.*" | wc -l)
  echo "$sanitizer sanitizer: built in $((built - began)) s, tests $((SECONDS - built)) s, reports of $reports processes"
  [ "$reports" = 0 ] || status=1
done
exit $status
