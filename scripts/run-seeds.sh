#!/usr/bin/env bash
# Runs the seeds pipeline and shows where the result lies.
# Usage: run-seeds.sh KZPIPE OUT
set -euo pipefail
kzpipe=$1 out=$2

"$kzpipe" run -c seeds/pipeline.yaml -o "$out"
first=$(find "$out/newsml_g2" -name '*.xml' | sort | head -1)
echo
echo "NewsML-G2: $out/newsml_g2/ ($(find "$out/newsml_g2" -name '*.xml' | wc -l) files), records: $out/article_json/articles.jsonl"
echo "First lines of $first:"
echo
sed -n '1,24p' "$first" | cut -c1-140
