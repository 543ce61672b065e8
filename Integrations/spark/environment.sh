#!/usr/bin/env bash
# Makes a virtual environment with the adapter and what it needs, once: SCRATCH/environment.
# Usage: Integrations/spark/environment.sh SCRATCH
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(realpath -m "$1")
environment=$scratch/environment

if ! command -v java > /dev/null; then
  echo "Spark needs Java 17 or later: apt-get install openjdk-17-jre-headless" >&2
  exit 2
fi
mkdir -p "$scratch"
if [ ! -x "$environment/bin/python" ] && ! python3 -m venv "$environment"; then
  echo "Python cannot make virtual environments: apt-get install python3-venv" >&2
  exit 2
fi
# From a copy: setuptools leaves its build folder beside the sources.
rm -rf "$scratch/source"
cp -r "$here" "$scratch/source"
"$environment/bin/pip" install --quiet --disable-pip-version-check "$scratch/source" mypy
rm -rf "$scratch/source"
