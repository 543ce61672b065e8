#!/usr/bin/env bash
# The enrichers over the annotated articles, through `kzpipe run`, and over the single cases in this process.
#
#   Benchmarks/enrich/run.sh [GOLD_DIR]
#
# GOLD_DIR holds articles.jsonl, dates.jsonl, money.jsonl, score.py and from_kzpipe.py (default: ../shared/bench/enrich beside the
# repository). PYTHON names an interpreter.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
gold=${1:-$root/../shared/bench/enrich}
python=${PYTHON:-python3}
work=${WORK:-$(mktemp -d)}

if [ ! -f "$gold/articles.jsonl" ]; then
  echo "skipped: no annotated articles at $gold"
  exit 0
fi
swift build -c release --package-path "$root" >&2
swift build -c release --package-path "$here" >&2
"$python" "$gold/from_kzpipe.py" --gold "$gold/articles.jsonl" --pages "$work/pages"
"$root/.build/release/kzpipe" run -c "$here/pipeline.yaml" "$work/pages" -o "$work/out" --jobs 1
"$python" "$gold/from_kzpipe.py" --gold "$gold/articles.jsonl" "$work/out/article_json/articles.jsonl" > "$work/articles.jsonl"
"$python" "$gold/score.py" "$gold/articles.jsonl" "$work/articles.jsonl"
for cases in dates money; do
  "$here/.build/release/enrich-eval" "$cases" "$gold/$cases.jsonl" > "$work/$cases.jsonl"
  "$python" "$gold/score.py" --cases "$cases" "$gold/$cases.jsonl" "$work/$cases.jsonl"
done
"$here/.build/release/enrich-eval" speed "$gold/articles.jsonl"
