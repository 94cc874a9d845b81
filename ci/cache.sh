#!/usr/bin/env bash
# Run by action.yml: prints the folder in which ci/find.sh keeps what it builds, and the key under which the host keeps
# that folder between runs.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
digest=$("$source/ci/find.sh" --digest)
{
  echo "folder=${RUNNER_TEMP:-/tmp}/wr-cache"
  echo "key=wr-${RUNNER_OS:-any}-${RUNNER_ARCH:-any}-$digest"
} >>"${GITHUB_OUTPUT:-/dev/stdout}"
