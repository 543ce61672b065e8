#!/usr/bin/env bash
# The whole way of kzpipe over the extraction benchmark: HTML and scraped text, body, headline, authors and date.
#
#   Benchmarks/extraction/run.sh [DATA_DIR]
#
# DATA_DIR holds gold.jsonl, html/ and text/ with the scorer two levels above (default: ../shared/bench/extraction/data/dev beside
# the repository). The shipped models were trained on every page of dev, so its figures here are those of pages seen in
# training; html.sh with CROSS_VALIDATE=1 and Plugins/TextArticle/Training give those of unseen sites. PYTHON names an
# interpreter; html.sh compares with the peers that it can import.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
data=${1:-$root/../shared/bench/extraction/data/dev}
python=${PYTHON:-python3}
work=${WORK:-$(mktemp -d)}
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT

if [ ! -f "$data/gold.jsonl" ]; then
  echo "skipped: no extraction data at $data"
  exit 0
fi
bench=$(cd "$data/../.." && pwd)
swift build -c release --package-path "$root" >&2
for form in html text; do
  # Pages without an article are skipped, and pages that fail are empty predictions: both count in the score.
  "$root/.build/release/kzpipe" run -c "$here/pipeline.yaml" "$data/$form" -o "$work/$form" --jobs 1 --summary text || [ $? -eq 1 ]
  flag=(); [ "$form" = text ] && flag=(--text)
  "$python" "$bench/from_kzpipe.py" --gold "$data/gold.jsonl" "${flag[@]}" "$work/$form/article_json/articles.jsonl" > "$work/$form.jsonl"
done
echo "== HTML, the whole way"
"$python" "$bench/score.py" --gold "$data/gold.jsonl" "$work/html.jsonl"
echo "== scraped text"
"$python" "$bench/score.py" --gold "$data/gold.jsonl" --plain --source scrapinghub --source fundus-eval --source fundus "$work/text.jsonl"
echo "== HTML beside the peers"
KZPIPE="$root/.build/release/kzpipe" "$here/html.sh" "$data"
