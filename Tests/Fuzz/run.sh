#!/usr/bin/env bash
# Build the fuzzers and run one or all of them.
#
#   Tests/Fuzz/run.sh [TARGET ...]
#
# SECONDS_EACH (default 60) is how long each target runs. JOBS is the number of compile jobs, SANITIZER may be `address`
# (default) or `none`. The corpus of a target grows in .build/corpus/TARGET, from the seed pages on; what broke it lies in
# .build/findings/TARGET, and `KZPIPE_FUZZ_TARGET=TARGET .build/release/kzpipe-fuzz FILE` shows it again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(html text json config newsxml)

flags=(-Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer)
[ "${SANITIZER:-address}" = none ] || flags+=(--sanitize=address)
swift build -c release --package-path "$here" -j "${JOBS:-$(nproc)}" "${flags[@]}" >&2
fuzzer=$here/.build/release/kzpipe-fuzz

seed() {
  case $1 in
    html) cp "$root"/seeds/pages/*.html "$2" ;;
    text) cp "$root"/seeds/pages/*.txt "$2" ;;
    json) cp "$root"/seeds/expected/*.json "$2" ;;
    config) cp "$root/seeds/pipeline.yaml" "$2/seeds.yaml" && cp "$root/Benchmarks/extraction/pipeline.yaml" "$2/extraction.yaml" ;;
    newsxml) cp "$here"/Seeds/newsxml/*.xml "$2" ;;
  esac
}

broken=0
for target in "${targets[@]}"; do
  corpus=$here/.build/corpus/$target
  findings=$here/.build/findings/$target
  mkdir -p "$corpus" "$findings"
  [ -n "$(ls -A "$corpus")" ] || seed "$target" "$corpus"
  dictionary=()
  [ ! -f "$here/Dictionaries/$target.dict" ] || dictionary=(-dict="$here/Dictionaries/$target.dict")
  echo "== $target, ${SECONDS_EACH:-60} s" >&2
  # Swift's own backtrace would run into libFuzzer's; leaks are none of an exit in the middle.
  SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 KZPIPE_FUZZ_TARGET=$target "$fuzzer" "$corpus" -artifact_prefix="$findings/" \
    -max_total_time="${SECONDS_EACH:-60}" -max_len=65536 -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 \
    -print_final_stats=1 "${dictionary[@]}" || broken=1
done
exit $broken
