#!/usr/bin/env bash
# Packs the installed tree: kzpipe-VERSION-ARCH.tar.gz, which may be unpacked anywhere, and a Debian package.
# Usage: dist.sh BUILD_DIRECTORY OUTPUT_DIRECTORY
set -euo pipefail

build=$1 out=$2
version=$("$build/kzpipe" --version | grep -oE '[0-9]+(\.[0-9]+)+' | head -1)
architecture=$(dpkg --print-architecture)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$out"

"$(dirname "$0")/install.sh" "$build" "$tree/usr" > /dev/null
# The same bytes for the same tree: names sorted, no owner, one time.
moment=${SOURCE_DATE_EPOCH:-$(date +%s)}
find "$tree" -exec touch --no-dereference --date="@$moment" {} +
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$tree/usr" -cf - . | gzip -n > "$out/kzpipe-$version-$architecture.tar.gz"

# What the executables and modules need beside what lies in the tree.
packages=$(
  { find "$tree/usr/lib/kzpipe" -type f \( -name kzpipe -o -name '*.so' \) -exec ldd {} +; } |
    awk -v tree="$tree" '$2 == "=>" && index($3, tree) == 0 && $3 ~ /^\// { print $3 }' | sort -u |
    while read -r library; do
      # Packages from before the merge of /lib into /usr/lib list the former.
      path=$(realpath "$library")
      dpkg-query --search "$path" 2> /dev/null || dpkg-query --search "${path#/usr}" 2> /dev/null || true
    done |
    cut -d: -f1 | sort -u | paste -sd, | sed 's/,/, /g'
)
mkdir -p "$tree/DEBIAN"
cat > "$tree/DEBIAN/control" << EOF
Package: kzpipe
Version: $version
Architecture: $architecture
Maintainer: kzpipe maintainers <maintainers@kzpipe.invalid>
Depends: $packages
Section: text
Priority: optional
Description: news pages to clean, enriched articles and NewsML-G2
 Takes scraped news pages, HTML or plain text, through stages that clean, parse,
 enrich and export them. Stages are modules that a YAML file composes.
EOF
SOURCE_DATE_EPOCH=$moment dpkg-deb --build --root-owner-group "$tree" "$out/kzpipe_${version}_$architecture.deb" > /dev/null
ls -l "$out"/kzpipe*"$version"* | awk '{ print $5, $NF }'
