#!/usr/bin/env bash
# Prints where `wr` is: the one on the path, or one that is built from the source that this file is part of.
# WR_VERSION, when it is not empty, is the version that is asked for; TMP_DIR is where to build.
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
  echo "this is the source of $("$TMP_DIR/wr-built/bin/wr" --version), and not of version $wanted" >&2
  exit 2
fi
echo "$TMP_DIR/wr-built/bin/wr"
