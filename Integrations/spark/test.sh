#!/usr/bin/env bash
# Runs the adapter's tests: the keeper of workers against children that misbehave, then a cluster of a master and two workers
# on the loopback interface against `kzpipe run`. Sets up a virtual environment of its own.
# Usage: Integrations/spark/test.sh KZPIPE [SCRATCH]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
kzpipe=$(realpath "$1")
scratch=$(realpath -m "${2:-$here/../../.build/spark}")
environment=$scratch/environment

if ! command -v java > /dev/null; then
  echo "Spark needs Java 17 or later: apt-get install openjdk-17-jre-headless" >&2
  exit 2
fi
mkdir -p "$scratch"
if [ ! -x "$environment/bin/python" ]; then
  python3 -m venv "$environment"
fi
# From a copy: setuptools leaves its build folder beside the sources.
rm -rf "$scratch/source"
cp -r "$here" "$scratch/source"
"$environment/bin/pip" install --quiet --disable-pip-version-check "$scratch/source" mypy
rm -rf "$scratch/source"
cd "$here"
"$environment/bin/mypy" --cache-dir "$scratch/mypy" src/kzpipe_spark
export PYTHONPATH=$here/src:$here/tests PYTHONDONTWRITEBYTECODE=1 KZPIPE=$kzpipe
exec "$environment/bin/python" -m unittest discover --start-directory tests --verbose
