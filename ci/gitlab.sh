#!/usr/bin/env bash
# Run by ci/gitlab.yml: `wr check` as text, as a code quality report, and as a summary in Markdown;
# `wr verify`; and the site, if WR_SITE names its folder. All input comes from the environment, so that the name of a
# branch cannot become a command.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# Finding or building the program takes time: without a repository it would be lost.
git rev-parse --git-dir >/dev/null || exit 2
wr=$("$here/find.sh")

# `wr` compares each commit with its parents, and acts name commits of the main branch: it needs the whole history.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow origin
fi

arguments=(check)
if [ -n "${WR_BASE:-}" ]; then
  arguments+=("--base=$WR_BASE")
elif [ -n "${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:-}" ]; then
  branch=$CI_MERGE_REQUEST_TARGET_BRANCH_NAME
  git fetch --quiet origin "+refs/heads/$branch:refs/remotes/origin/$branch"
  arguments+=("--base=origin/$branch")
fi
if [ "${WR_STRICT:-false}" = true ]; then
  arguments+=(--strict)
fi

code=0
"$wr" "${arguments[@]}" || code=$?
# Exit code 2 means that the check did not run: there are no findings to report.
if [ "$code" -gt 1 ]; then
  exit "$code"
fi
"$wr" "${arguments[@]}" --format gitlab >wr-code-quality.json || true
"$wr" "${arguments[@]}" --format markdown >wr-summary.md || true
"$here/verify.sh" "$wr" wr-summary.md || code=$?
if [ "$code" = 0 ] && [ -n "${WR_SITE:-}" ]; then
  "$wr" site build --out "$WR_SITE"
fi
exit "$code"
