#!/usr/bin/env bash
# Every enricher on the annotated gold, in one table: kzpipe, spaCy's small English model beside it, floor and goal.
#
#   Benchmarks/enrich/run.sh [GOLD_DIR]
#
# GOLD_DIR holds articles.jsonl, the single cases, ner/, score.py and from_kzpipe.py (default: ../shared/bench/enrich beside the
# repository). PYTHON names an interpreter; PEER_PYTHON one that can import spaCy and its small model (default: PYTHON).
# BUILD=0 takes what was built before. KAZNERD_FOLDS=0 leaves the Kazakh tagger's cross-validation out, which trains five models and takes minutes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
gold=${1:-$root/../shared/bench/enrich}
python=${PYTHON:-python3}
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"

if [ ! -f "$gold/articles.jsonl" ]; then
  echo "skipped: no annotated articles at $gold"
  exit 0
fi
if [ "${BUILD:-1}" != 0 ]; then
  swift build -c release --package-path "$root" >&2
  swift build -c release --package-path "$here" >&2
  swift build -c release --package-path "$root/Plugins/Entities" --product entity-tool >&2
fi
kzpipe=$root/.build/release/kzpipe
eval=$here/.build/release/enrich-eval
tool=$root/Plugins/Entities/.build/release/entity-tool
models=$root/Plugins/Entities/Sources/Entities/Resources
kinds=$(sed -n 's/^KAZNERD_KINDS = //p' "$root/Plugins/Entities/Makefile")

echo "articles through kzpipe run" >&2
"$python" "$gold/from_kzpipe.py" --gold "$gold/articles.jsonl" --pages "$work/pages"
"$kzpipe" run -c "$here/pipeline.yaml" "$work/pages" -o "$work/out" --jobs 1 --summary none
"$python" "$gold/from_kzpipe.py" --gold "$gold/articles.jsonl" "$work/out/article_json/articles.jsonl" > "$work/articles.jsonl"

echo "single cases" >&2
for cases in dates money language; do
  "$eval" "$cases" "$gold/$cases.jsonl" > "$work/$cases.jsonl"
done
"$python" "$gold/score.py" --cases names --pairs "$gold/names.jsonl" "$gold/names.jsonl" > "$work/pairs.jsonl"
"$tool" names "$models" "$work/pairs.jsonl" > "$work/names.jsonl"

echo "taggers" >&2
"$tool" conll "$models/en.tagger" "$models" "$gold/ner/wikigold.conll" > "$work/wikigold.conll"
"$python" - "$gold/articles.jsonl" > "$work/text.txt" <<'PYTHON'
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    article = json.loads(line)
    if article["language"] == "en":
        print(article["text"])
PYTHON
for _ in $(seq 20); do cat "$work/text.txt"; done > "$work/speed.txt"
"$tool" bench "$models" "$work/speed.txt" > "$work/tokens.txt"
folds=${KAZNERD_FOLDS:-5}
if [ "$folds" -gt 1 ]; then
  echo "KazNERD in $folds folds" >&2
  "$tool" folds "$folds" "$models" "$kinds" 16 8 "$gold/ner/kaznerd-valid.iob2" > "$work/kaznerd.txt"
fi

echo "time and memory" >&2
"$eval" speed "$gold/articles.jsonl" > "$work/speed.out"
"$eval" memory "$gold/articles.jsonl" > "$work/memory.out"

"$python" - "$work" <<'PYTHON'
import json, sys
piece = "The minister of energy spoke of oil in Astana and of the port «Ақтау» \U0001F642 \u0301\u200b without a mark "
for name, size in (("half", 2_500_000), ("whole", 5_000_000)):
    text = piece * (size // len(piece.encode()) + 1)
    with open(f"{sys.argv[1]}/{name}.jsonl", "w", encoding="utf-8") as out:
        out.write(json.dumps({"id": name, "language": "en", "headline": "H", "text": text}, ensure_ascii=False) + "\n")
PYTHON
for size in half whole; do
  { TIMEFORMAT="%U"; time "$eval" hostile "$work/$size.jsonl" > "$work/$size.out"; } 2> "$work/$size.time"
done

echo "spaCy" >&2
"${PEER_PYTHON:-$python}" "$here/spacy_peer.py" "$gold" "$work" >&2

"$python" "$here/table.py" "$gold" "$work"
