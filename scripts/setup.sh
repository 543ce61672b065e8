#!/usr/bin/env bash
# Installs the system libraries that the build needs and that are missing. Asks for nothing when all are there.
set -euo pipefail

if ! command -v swift >/dev/null; then
  echo "kzpipe needs Swift 6.3 or newer, and there is no 'swift' on the PATH. See https://www.swift.org/install/linux/" >&2
  exit 1
fi

missing=()
[ -e /usr/include/libxml2/libxml/parser.h ] || missing+=(libxml2-dev)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
[ -e /usr/include/sqlite3.h ] || missing+=(libsqlite3-dev)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "kzpipe needs ${missing[*]} (names as on Debian); install them with this system's package manager." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "kzpipe needs ${missing[*]}. Run as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
