#!/usr/bin/env bash
# Measures the exporters beside libxml2's writer in C and beside the installable peers: run.sh [ITEMS_A_ROUND]
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
swift build -c release --product export-bench
bench=$(swift build -c release --show-bin-path)/export-bench
"$bench" speed "${1:-2000}"
"$bench" story "$work/story.xml"
if python3 -m venv "$work/venv" && "$work/venv/bin/pip" --quiet install newsmlg2==1.1 lxml; then
  "$work/venv/bin/python" peers/newsmlg2_speed.py "$work/story.xml"
else
  echo "newsmlg2 (Python) could not be installed: skipped"
fi
