#!/usr/bin/env bash
# Installs a tree that works from any directory and after being moved.
# Usage: install.sh BUILD_DIRECTORY PREFIX
#
#   PREFIX/bin/kzpipe             link to the executable
#   PREFIX/lib/kzpipe/            executables (kzpipe-fetch when it was built), the kit, the Swift runtime libraries they need
#   PREFIX/lib/kzpipe/modules/    stage modules with their data beside them
#   PREFIX/share/kzpipe/kit/      packages that a module of one's own is built and tested with
#   PREFIX/share/                 manual pages and completions for bash, zsh and fish
set -euo pipefail
build=$1 prefix=$2
lib=$prefix/lib/kzpipe

mkdir -p "$prefix/bin" "$lib/modules"
# A running kzpipe keeps its old files: they are replaced by rename, never written over.
put() { cp "$1" "$2.new" && mv -f "$2.new" "$2"; }

put "$build/kzpipe" "$lib/kzpipe"
[ ! -e "$build/kzpipe-fetch" ] || put "$build/kzpipe-fetch" "$lib/kzpipe-fetch"
put "$build/libKZPipeKit.so" "$lib/libKZPipeKit.so"
for module in "$build"/lib*Plugin.so; do
  put "$module" "$lib/modules/$(basename "$module")"
done
for data in "$build"/*.resources; do
  [ -d "$data" ] || continue
  rm -rf "$lib/modules/$(basename "$data")"
  cp -R "$data" "$lib/modules/"
done
# The loader looks beside the executable too, so the tree does not need the toolchain that built it.
{ ldd "$build/kzpipe"; [ ! -e "$build/kzpipe-fetch" ] || ldd "$build/kzpipe-fetch"
  for module in "$build"/lib*Plugin.so; do ldd "$module"; done; } |
  awk '$2 == "=>" && $3 ~ /\/swift\/linux\// { print $3 }' | sort -u |
  while read -r library; do put "$library" "$lib/$(basename "$library")"; done

share=$prefix/share
sources=$(dirname "$0")/../Sources
mkdir -p "$share/kzpipe/kit"
for package in KZPipeKit KZPipeTesting; do
  rm -rf "$share/kzpipe/kit/$package"
  mkdir "$share/kzpipe/kit/$package"
  cp -R "$sources/$package/Package.swift" "$sources/$package/Sources" "$share/kzpipe/kit/$package/"
done
mkdir -p "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$lib/kzpipe" --generate-completion-script bash | sed "1{/^#!/d}" > "$share/bash-completion/completions/kzpipe"
"$lib/kzpipe" --generate-completion-script zsh > "$share/zsh/site-functions/_kzpipe"
"$lib/kzpipe" --generate-completion-script fish > "$share/fish/vendor_completions.d/kzpipe.fish"
"$lib/kzpipe" print-reference --manual "$share/man/man1"
ln -sfn ../lib/kzpipe/kzpipe "$prefix/bin/kzpipe"
echo "installed $prefix/bin/kzpipe"
