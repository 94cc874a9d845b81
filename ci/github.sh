#!/usr/bin/env bash
# Run by action.yml: `wr check` as annotations, as the job summary, and as SARIF; `wr verify`; and the site, if WR_SITE
# names its folder. All input comes from the environment, so that the name of a branch cannot become a command.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
temporary=${RUNNER_TEMP:-$(mktemp -d)}
# WR_REPOSITORY is the repository of the action; without one, as in `uses: ./`, there are no releases to download.
case ${WR_RELEASES:-} in
  none) releases= ;;
  '') releases=${WR_REPOSITORY:+${GITHUB_SERVER_URL:-https://github.com}/$WR_REPOSITORY/releases/download} ;;
  *) releases=$WR_RELEASES ;;
esac
# Finding or building the program takes time: without a repository it would be lost.
git -C "${WR_PATH:-.}" rev-parse --git-dir >/dev/null || exit 2
wr=$(WR_RELEASES=$releases WR_CACHE=${WR_CACHE:-$temporary/wr-cache} "$here/find.sh")
site=${WR_SITE:-}
case $site in '' | /*) ;; *) site=$PWD/$site ;; esac
cd "${WR_PATH:-.}"

has() {
  git rev-parse --quiet --verify --end-of-options "$1^{commit}" >/dev/null
}

# Fetches the rest of the history if this clone is shallow.
deepen() {
  if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --unshallow origin
  fi
}

# Fetches the branch `$1` of the host as `origin/$1`.
fetch_branch() {
  git fetch --quiet origin "+refs/heads/$1:refs/remotes/origin/$1"
}

# `wr` compares each commit with its parents, and acts name commits of the main branch: it needs the whole history.
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
  # GitHub checks out a test merge of the pull request: then the base is its first parent.
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

output() {
  echo "$1=$2" >>"${GITHUB_OUTPUT:-/dev/null}"
}
output wr "$wr"

code=0
"$wr" "${arguments[@]}" --format github || code=$?
# Exit code 2 means that the check did not run: there are no findings to report.
if [ "$code" -gt 1 ]; then
  exit "$code"
fi
summary=$temporary/wr-summary.md
"$wr" "${arguments[@]}" --format markdown >"$summary" || true
"$here/verify.sh" "$wr" "$summary" || code=$?
cat "$summary" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
"$wr" "${arguments[@]}" --format sarif >"$temporary/wr.sarif" || true
output summary "$summary"
output sarif "$temporary/wr.sarif"
if [ "$code" = 0 ] && [ -n "$site" ]; then
  "$wr" site build --out "$site"
fi
exit "$code"
