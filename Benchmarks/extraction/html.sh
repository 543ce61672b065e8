#!/usr/bin/env bash
# Accuracy and speed of html_article and news_article beside their peers, in one run.
#
#   Benchmarks/extraction/html.sh [DATA_DIR]
#
# DATA_DIR is an extraction data set (gold.jsonl, html/*.html.gz; default: ../shared/bench/extraction/data/dev beside the
# repository) with its scorer two levels above.  PYTHON names an interpreter; peers that it cannot import are left out.
# CROSS_VALIDATE=1 trains five models over sites (needs lightgbm and numpy) and scores pages that a model has not seen;
# without it the shipped model is scored on pages that it was trained on, and the table says so.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${1:-$root/../shared/bench/extraction/data/dev}
python=${PYTHON:-python3}
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
package=$root/Plugins/HTMLArticle

if [ ! -f "$data/gold.jsonl" ]; then
  echo "skipped: no extraction data at $data"
  exit 0
fi
swift build -c release --package-path "$package" --product html-article-features >&2
swift build -c release --package-path "$root/Benchmarks/extraction" >&2
tool=$package/.build/release/html-article-features
score=$(cd "$data/../.." && pwd)/score.py

if [ "${CROSS_VALIDATE:-0}" = 1 ]; then
  "$python" -B "$package/Training/train.py" --data "$data" --work "$work" --tool "$tool" --score "$score" \
    --predictions "$work/cross-validated.jsonl"
fi
exec "$python" -B "$root/Benchmarks/extraction/html_bench.py" --data "$data" --work "$work" --tool "$tool" \
  --bench "$root/Benchmarks/extraction/.build/release/extraction-bench" --model "$package/Sources/HTMLArticle/Resources/body.trees" --score "$score" \
  --kzpipe "${KZPIPE:-$root/.build/release/kzpipe}"
