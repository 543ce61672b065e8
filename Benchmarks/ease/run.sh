#!/usr/bin/env bash
# What a person waits for: help, lint, and the explanation of an article of 50 KB.
# Usage: run.sh KZPIPE
#
# Milliseconds of CPU (user and system) and of wall time, the least of ten rounds each.
set -euo pipefail
kzpipe=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A page of the seeds with its paragraphs repeated.
page=$root/seeds/pages/en-snow-leopards.html
paragraphs=$(grep -o '<p>[^<]\{80,\}</p>' "$page")
{
  sed '/<\/article>/,$d' "$page"
  size=0
  while [ "$size" -lt 50000 ]; do
    echo "$paragraphs"
    size=$((size + ${#paragraphs}))
  done
  echo "</article></body></html>"
} >"$work/article.html"

row() {
  local name=$1 limit=$2
  shift 2
  local cpu=999999 wall=999999
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    local times
    times=$({ TIMEFORMAT='%3U %3S %3R'; time "$@" >"$work/output" 2>&1; } 2>&1)
    read -r c w < <(awk '{ printf "%d %d\n", ($1 + $2) * 1000 + 0.5, $3 * 1000 + 0.5 }' <<<"$times")
    if [ "$c" -lt "$cpu" ]; then cpu=$c; fi
    if [ "$w" -lt "$wall" ]; then wall=$w; fi
  done
  printf '%-44s %5d ms CPU %6d ms wall   %s\n' "$name" "$cpu" "$wall" "$limit"
}

row "kzpipe --help" "<= 20 ms" "$kzpipe" --help
row "kzpipe lint, all enrichers" "<= 50 ms" "$kzpipe" lint "$root/seeds/pipeline.yaml"
row "kzpipe explain --html, $(wc -c <"$work/article.html") bytes" "<= 200 ms" \
  "$kzpipe" explain -c "$root/seeds/pipeline.yaml" "$work/article.html" --html "$work/explained.html"
printf '%-44s %5d bytes                  %s\n' "its page" "$(wc -c <"$work/explained.html")" "<= 1000000"
