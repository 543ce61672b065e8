#!/usr/bin/env bash
# Build the fuzzers and run one or all of them.
#
#   Tests/Fuzz/run.sh [TARGET ...]
#
# SECONDS_EACH (default 60) is how long each target runs. JOBS is the number of compile jobs, SANITIZER may be `address`
# (default) or `none`, BUILD another build folder than .build. The corpus of a target grows in BUILD/corpus/TARGET, from the
# seeds on; what broke it lies in BUILD/findings/TARGET, and `KZPIPE_FUZZ_TARGET=TARGET BUILD/release/kzpipe-fuzz FILE` shows
# it again. A line a target at the end says what was run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${BUILD:-$here/.build}
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(html text article archive lines feed headers frames names models json config newsxml)

# The targets look into modules, so those have to show what is not public.
flags=(-Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xswiftc -enable-testing)
[ "${SANITIZER:-address}" = none ] || flags+=(--sanitize=address)
swift build -c release --package-path "$here" --scratch-path "$build" -j "${JOBS:-$(nproc)}" "${flags[@]}" >&2
fuzzer=$build/release/kzpipe-fuzz

seed() {
  case $1 in
    html) cp "$root"/seeds/pages/*.html "$2" ;;
    text) cp "$root"/seeds/pages/*.txt "$2" ;;
    json) cp "$root"/seeds/expected/*.json "$2" ;;
    config) cp "$root/seeds/pipeline.yaml" "$2/seeds.yaml" && cp "$root/Benchmarks/extraction/pipeline.yaml" "$2/extraction.yaml" ;;
    newsxml) cp "$here"/Seeds/newsxml/*.xml "$2" ;;
    *) python3 "$here/seeds.py" "$1" "$2" ;;
  esac
  # A long page is tried a few times a second, its pieces a few hundred times: most of the corpus is pieces.
  case $1 in html | text) for page in "$2"/*; do split --bytes=3000 "$page" "$page-"; done ;; esac
}

# Bytes of the longest input. What a page does to the stages shows in a few kilobytes; sizes are the business of `make test`.
longest() {
  case $1 in html | text) echo 12000 ;; article) echo 3000 ;; config | newsxml | archive) echo 8000 ;; *) echo 4000 ;; esac
}

broken=0
table=()
for target in "${targets[@]}"; do
  corpus=$build/corpus/$target
  findings=$build/findings/$target
  mkdir -p "$corpus" "$findings"
  [ -n "$(ls -A "$corpus")" ] || seed "$target" "$corpus"
  dictionary=()
  [ ! -f "$here/Dictionaries/$target.dict" ] || dictionary=(-dict="$here/Dictionaries/$target.dict")
  echo "== $target, ${SECONDS_EACH:-60} s" >&2
  log=$build/$target.log
  # Swift's own backtrace would run into libFuzzer's; leaks are none of an exit in the middle; short memories of who allocated
  # what save a fifth of the time, and a finding is run again without them.
  SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:malloc_context_size=2:quarantine_size_mb=8 KZPIPE_FUZZ_TARGET=$target "$fuzzer" "$corpus" -artifact_prefix="$findings/" \
    -max_total_time="${SECONDS_EACH:-60}" -max_len="$(longest "$target")" -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 \
    -print_final_stats=1 "${dictionary[@]}" 2> >(tee "$log" >&2) || broken=1
  table+=("| $target | ${SECONDS_EACH:-60} | $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") | $(
    grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2) | $(find "$findings" -type f | wc -l) |")
done
echo "| target | seconds | executions | edges | findings |"
echo "| --- | --- | --- | --- | --- |"
printf '%s\n' "${table[@]}"
exit $broken
