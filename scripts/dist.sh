#!/usr/bin/env bash
# Packs the installed tree: kzpipe-VERSION-ARCH.tar.gz, which may be unpacked anywhere, and a Debian package with man pages,
# completions and systemd units. The same build gives the same bytes whenever it is packed.
# Usage: dist.sh BUILD_DIRECTORY OUTPUT_DIRECTORY
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 out=$2

missing=()
for tool in chrpath strip:binutils dpkg-deb:dpkg; do
  command -v "${tool%%:*}" > /dev/null || missing+=("${tool##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "make dist needs ${missing[*]} (names as on Debian)" >&2
  exit 1
fi

version=$("$build/kzpipe" --version | grep -oE '[0-9]+(\.[0-9]+)+' | head -1)
architecture=$(dpkg --print-architecture)
# One moment for all files: that of the commit, where nothing else is said.
moment=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || date +%s)}
export SOURCE_DATE_EPOCH=$moment
umask 022
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
chmod 755 "$tree"
mkdir -p "$out"

scripts/install.sh "$build" "$tree/usr" > /dev/null
# Neither the place where it was built nor the toolchain there is of use to others.
find "$tree/usr/lib/kzpipe" -type f \( -name kzpipe -o -name '*.so' \) | while read -r file; do
  strip --strip-unneeded --remove-section=.comment "$file"
  # The loader replaces $ORIGIN by the directory of the file.
  place='$ORIGIN'
  case $file in */modules/*) place='$ORIGIN/..' ;; esac
  if chrpath --list "$file" > /dev/null 2>&1; then chrpath --replace "$place" "$file" > /dev/null; fi
  case $file in *.so) chmod 644 "$file" ;; esac
done
# What the licences of others ask for: their texts.
documents=$tree/usr/share/doc/kzpipe
mkdir -p "$documents"
{
  echo "kzpipe, with these parts of others. Vocabularies, models and tables name their sources and licences in the"
  echo "README of their module."
  for license in .build/checkouts/*/{LICENSE,NOTICE}*; do
    if [ -e "$license" ]; then printf '\n==== %s\n\n' "${license#.build/checkouts/}" && cat "$license"; fi
  done
  license=$(dirname "$(command -v swift)")/../share/swift/LICENSE.txt
  if [ -e "$license" ]; then printf '\n==== Swift runtime libraries\n\n' && cat "$license"; fi
} > "$documents/copyright"
chmod -R u+rwX,go+rX,go-w "$tree"
find "$tree" -exec touch --no-dereference --date="@$moment" {} +
tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -C "$tree/usr" -cf - . |
  gzip -n -9 > "$out/kzpipe-$version-$architecture.tar.gz"

# What the executables and modules need beside what lies in the tree.
packages=$(
  { find "$tree/usr/lib/kzpipe" -type f \( -name kzpipe -o -name kzpipe-fetch -o -name '*.so' \) -exec ldd {} +; } |
    awk -v tree="$tree" '$2 == "=>" && index($3, tree) == 0 && $3 ~ /^\// { print $3 }' | sort -u |
    while read -r library; do
      # Packages from before the merge of /lib into /usr/lib list the former.
      path=$(realpath "$library")
      dpkg-query --search "$path" 2> /dev/null || dpkg-query --search "${path#/usr}" 2> /dev/null || true
    done |
    cut -d: -f1 | sort -u | paste -sd, | sed 's/,/, /g'
)

# What only a package of the system brings.
package=scripts/package
install -D -m 644 -t "$tree/usr/lib/systemd/system" $package/kzpipe@.service $package/kzpipe@.timer
install -D -m 644 $package/kzpipe.sysusers "$tree/usr/lib/sysusers.d/kzpipe.conf"
install -d "$tree/etc/kzpipe"
install -D -m 644 $package/kzpipe.lintian-overrides "$tree/usr/share/lintian/overrides/kzpipe"
# Debian has one copy of the Apache licence for all.
awk '/^==== / { skip = 0 }
  /^ *Apache License$/ { skip = 1; print "Apache License, Version 2.0: /usr/share/common-licenses/Apache-2.0" }
  !skip
  /END OF TERMS AND CONDITIONS/ { skip = 0 }' "$documents/copyright" > "$tree/copyright"
mv "$tree/copyright" "$documents/copyright"
gzip -n -9 "$tree"/usr/share/man/man1/*.1
printf 'kzpipe (%s) unstable; urgency=medium\n\n  * See the history of the repository.\n\n -- %s  %s\n' "$version" \
  "kzpipe maintainers <maintainers@kzpipe.invalid>" "$(LC_ALL=C date -u -R -d "@$moment")" |
  gzip -n -9 > "$documents/changelog.gz"
mkdir -p "$tree/DEBIAN"
install -m 755 $package/postinst "$tree/DEBIAN/postinst"
cat > "$tree/DEBIAN/control" << EOF
Package: kzpipe
Version: $version
Architecture: $architecture
Maintainer: kzpipe maintainers <maintainers@kzpipe.invalid>
Installed-Size: $(du -k -s --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
Depends: $packages
Section: text
Priority: optional
Description: news pages to clean, enriched articles and NewsML-G2
 Takes scraped news pages, HTML or plain text, through stages that clean, parse,
 enrich and export them. Stages are modules that a YAML file composes.
EOF
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$tree/DEBIAN/md5sums"
find "$tree" -exec touch --no-dereference --date="@$moment" {} +
dpkg-deb --build --root-owner-group "$tree" "$out/kzpipe_${version}_$architecture.deb" > /dev/null
ls -l "$out"/kzpipe*"$version"* | awk '{ print $5, $NF }'
