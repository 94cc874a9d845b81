#!/usr/bin/env bash
# ci/publish.sh DIR: makes a release of what ci/package.sh made on each system, one folder below DIR for each. WR_TAG is
# the tag of the release.
set -euo pipefail

fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

[ $# = 1 ] || fail "name the folder with one folder for each system" "  for example: WR_TAG=v1.0.0 ci/publish.sh out"
[ -n "${WR_TAG:-}" ] || fail "WR_TAG is not set" "  needs: the tag of the release, such as v1.0.0"
command -v gh >/dev/null || fail "there is no gh" "  needs: https://cli.github.com"
here=$(cd "$(dirname "$0")/.." && pwd)
shopt -s nullglob
cd "$1"
folders=(*/)
[ "${#folders[@]}" -gt 0 ] || fail "$1 has no folders" "  needs: one for each system, with what ci/package.sh made there"
for folder in */; do
  (cd "$folder" && sha256sum --check --quiet SHA256SUMS)
done
release=$(mktemp -d)
trap 'rm -rf "$release"' EXIT
for folder in */; do
  cut -c 67- "$folder/SHA256SUMS" | while IFS= read -r file; do
    [ ! -e "$release/$file" ] || fail "two systems made $file"
    cp "$folder/$file" "$release/"
  done
done
(cd "$release" && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
gh release create "$WR_TAG" --verify-tag --title "wr ${WR_TAG#v}" --notes-file "$here/CHANGELOG.md" "$release"/*
