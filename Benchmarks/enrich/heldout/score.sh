#!/usr/bin/env bash
# Scores `kzpipe run` on one half of the invented articles with the shared scorer.
#
#   score.sh look|blind|fresh|after [KZPIPE] [SCORER_DIR]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
half=${1:?look, blind or fresh}
kzpipe=${2:-$root/.build/release/kzpipe}
shared=${3:-$root/../shared/bench/enrich}
python=${PYTHON:-python3}
if [ ! -f "$shared/score.py" ]; then
  echo "skipped: no scorer at $shared"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" "$shared/from_kzpipe.py" --gold "$here/$half.jsonl" --pages "$work/pages"
"$kzpipe" run -c "$here/../pipeline.yaml" "$work/pages" -o "$work/out" --jobs 1 > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$python" "$shared/from_kzpipe.py" --gold "$here/$half.jsonl" "$work/out/article_json/articles.jsonl" > "$work/pred.jsonl" 2> "$work/lost"
"$python" "$shared/score.py" "$here/$half.jsonl" "$work/pred.jsonl"
