#!/usr/bin/env bash
# ci/publish.sh DIR: makes a release of what ci/package.sh made on each system, one folder below DIR for each. WR_TAG is
# the tag of the release.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
cd "$1"
for folder in */; do
  (cd "$folder" && sha256sum --check --quiet SHA256SUMS)
done
release=$(mktemp -d)
trap 'rm -rf "$release"' EXIT
for folder in */; do
  cut -c 67- "$folder/SHA256SUMS" | while IFS= read -r file; do
    [ ! -e "$release/$file" ] || { echo "two systems made $file" >&2; exit 2; }
    cp "$folder/$file" "$release/"
  done
done
(cd "$release" && sha256sum -- * >SHA256SUMS && cat SHA256SUMS)
gh release create "$WR_TAG" --verify-tag --title "wr ${WR_TAG#v}" --notes-file "$here/CHANGELOG.md" "$release"/*
