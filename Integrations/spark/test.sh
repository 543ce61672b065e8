#!/usr/bin/env bash
# Runs the adapter's tests: the keeper of workers against children that misbehave, then a cluster of a master and two workers
# on the loopback interface against `kzpipe run`. Sets up a virtual environment of its own.
# Usage: Integrations/spark/test.sh KZPIPE [SCRATCH]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
kzpipe=$(realpath "$1")
scratch=$(realpath -m "${2:-$here/../../.build/spark}")

"$here/environment.sh" "$scratch"
cd "$here"
"$scratch/environment/bin/mypy" --cache-dir "$scratch/mypy" src/kzpipe_spark
export PYTHONPATH=$here/src:$here/tests PYTHONDONTWRITEBYTECODE=1 KZPIPE=$kzpipe
exec "$scratch/environment/bin/python" -m unittest discover --start-directory tests --verbose
