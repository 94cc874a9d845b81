#!/usr/bin/env bash
# Prints the path of `wr`: the one on the path; or else the one that an earlier run built from this source; or else the
# released one, if its checksum is right; or else it builds this source. `--digest` prints the digest of this source.
#
#   WR_VERSION   the version to use; by default any on the path, and otherwise that of this source
#   WR_RELEASES  the address below which releases are, such as https://github.com/OWNER/wr/releases/download; may be empty
#   WR_CHECKSUM  the SHA-256 of the released archive; by default that in SHA256SUMS beside it
#   WR_CACHE     the folder in which the program is kept; by default a new one
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
wanted=${WR_VERSION:-}
wanted=${wanted#v}
cache=${WR_CACHE:-$(mktemp -d)}

# The digest of what the program is built from: a test compares it with what the sources include.
digest() (
  cd "$source"
  parts=(Cargo.toml Cargo.lock src templates registers/roster.yaml)
  parts+=(registers/xyz/register.yaml registers/xyz/contacts.yaml)
  files=$(find "${parts[@]}" -type f | LC_ALL=C sort)
  { printf '%s\n' "$files"; git hash-object --no-filters --stdin-paths <<<"$files"; } | git hash-object --stdin
)
if [ "${1:-}" = --digest ]; then
  digest
  exit 0
fi

say() {
  printf 'wr: %s\n' "$*" >&2
}

# What `wr --version` prints. Other programs are named `wr` as well, and one of them waits for files to change: it ends
# after five seconds.
version_of() {
  local answer waited=0
  answer=$(mktemp)
  "$1" --version </dev/null >"$answer" 2>/dev/null &
  while kill -0 $! 2>/dev/null && [ "$waited" -lt 50 ]; do
    sleep 0.1
    waited=$((waited + 1))
  done
  kill $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  sed -n '1s/^wr \([0-9][^ ]*\) (work-register)$/\1/p' "$answer"
  rm -f "$answer"
}

# Prints `$1` and succeeds, if it is this program, and of the version that is wanted.
accept() {
  local version
  [ -x "$1" ] || return 1
  version=$(version_of "$1")
  [ -n "$version" ] || return 1
  [ -z "$wanted" ] || [ "$version" = "$wanted" ] || return 1
  printf '%s\n' "$1"
}

while IFS= read -r found; do
  if accept "$found"; then exit 0; fi
  say "$found is not the program that is wanted: ${wanted:-any version} of work-register"
done < <(type -ap wr || true)

built=$cache/work-register-$(digest)
if accept "$built/bin/wr"; then exit 0; fi

own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/Cargo.toml" | head -n 1)
version=${wanted:-$own}
case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) target= ;;
esac

fetch() {
  curl --fail --silent --show-error --location --retry 2 --max-time 300 --output "$2" "$1" >&2
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# Downloads the released program and prints its path. It fails if there is none; a wrong checksum ends the script.
released() {
  local name=work-register-$version-$target room at expected=${WR_CHECKSUM:-}
  [ -n "${WR_RELEASES:-}" ] && [ -n "$target" ] || return 1
  at=${WR_RELEASES%/}/v$version
  room=$(mktemp -d)
  fetch "$at/$name.tar.gz" "$room/$name.tar.gz" || return 1
  if [ -z "$expected" ]; then
    fetch "$at/SHA256SUMS" "$room/SHA256SUMS" || refuse "there is no $at/SHA256SUMS"
    expected=$(sed -n "s/^\([0-9a-f]*\) [ *]$name\.tar\.gz\$/\1/p" "$room/SHA256SUMS")
    [ -n "$expected" ] || refuse "$at/SHA256SUMS does not list $name.tar.gz"
  fi
  [ "$(sha256 "$room/$name.tar.gz")" = "$expected" ] ||
    refuse "the checksum of $at/$name.tar.gz is not $expected: it is not the file that was released"
  tar -xzf "$room/$name.tar.gz" -C "$room"
  accept "$room/$name/bin/wr" || refuse "$at/$name.tar.gz has no wr of version $version that runs here"
}

refuse() {
  say "$@"
  exit 2
}

code=0
program=$(released) || code=$?
case $code in
  0)
    printf '%s\n' "$program"
    exit 0
    ;;
  2) exit 2 ;;
esac
[ "$version" = "$own" ] || refuse "this is the source of wr $own, not of version $version, and there is no such release"
[ -z "${WR_RELEASES:-}" ] || say "no released program to download: building version $version"

command -v cargo >/dev/null || refuse "there is no wr, no release to download, and no cargo to build it: see docs/install.md"
# Earlier sources are built no more.
rm -rf "$cache"/work-register-*
cargo install --quiet --locked --path "$source" --root "$built" >&2
accept "$built/bin/wr" || refuse "what cargo built is not wr $version"
