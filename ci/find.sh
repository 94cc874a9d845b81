#!/usr/bin/env bash
# Prints the path of `wr`: the one on the path, or else one that it builds from the source around this file.
# WR_VERSION is the version to use, if it is not empty; TMP_DIR is the folder to build in.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
wanted=${WR_VERSION:-}

has_version() {
  [ -z "$wanted" ] || [ "$("$1" --version)" = "wr ${wanted#v}" ]
}

if found=$(command -v wr) && has_version "$found"; then
  echo "$found"
  exit 0
fi
cargo install --quiet --locked --path "$source" --root "$TMP_DIR/wr-built" >&2
if ! has_version "$TMP_DIR/wr-built/bin/wr"; then
  echo "this is the source of $("$TMP_DIR/wr-built/bin/wr" --version), not of version $wanted" >&2
  exit 2
fi
echo "$TMP_DIR/wr-built/bin/wr"
