#!/usr/bin/env bash
# What action.yml runs: `wr check` as annotations, as the summary of the job, and as SARIF. All that it is told
# comes through the environment, so that no name of a branch can become a command.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
temporary=${RUNNER_TEMP:-$(mktemp -d)}
wr=$(TMP_DIR=$temporary "$here/find.sh")
cd "${WR_PATH:-.}"

has() {
  git rev-parse --quiet --verify --end-of-options "$1^{commit}" >/dev/null
}

# Fetches more of the history, as far as this clone is cut off.
deepen() {
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --unshallow origin
  fi
}

# The branch `$1` as the host has it now, as `origin/$1`.
fetch_branch() {
  git fetch --quiet origin "+refs/heads/$1:refs/remotes/origin/$1"
}

# Each commit is compared with its parents, and acts name commits of the main branch: all of it is needed.
deepen

base=
if [ -n "${WR_BASE:-}" ]; then
  base=$WR_BASE
  if ! has "$base"; then
    case $base in
      origin/*) fetch_branch "${base#origin/}" || true ;;
      -*) ;;
      *) git fetch --quiet origin "$base" || true ;;
    esac
  fi
elif [ "${GITHUB_EVENT_NAME:-}" = merge_group ]; then
  base=${WR_MERGE_GROUP_BASE:-}
elif [ -n "${GITHUB_BASE_REF:-}" ]; then
  # The host merges each pull request to try it: then the base is what it was merged with.
  if git cat-file -p HEAD | sed '/^$/q' | grep -c '^parent ' | grep -qx 2; then
    base=HEAD^1
  else
    fetch_branch "$GITHUB_BASE_REF"
    base=origin/$GITHUB_BASE_REF
  fi
fi

arguments=(check)
if [ -n "$base" ]; then
  arguments+=("--base=$base")
fi
if [ "${WR_STRICT:-false}" = true ]; then
  arguments+=(--strict)
fi

code=0
"$wr" "${arguments[@]}" --format github || code=$?
# What could not be tried has no findings to show elsewhere.
if [ "$code" -le 1 ]; then
  "$wr" "${arguments[@]}" --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}" || true
  "$wr" "${arguments[@]}" --format sarif >"$temporary/wr.sarif" || true
  echo "sarif=$temporary/wr.sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
fi
exit "$code"
