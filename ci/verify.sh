#!/usr/bin/env bash
# ci/verify.sh PROGRAM FILE: runs `wr verify`, and appends its result to FILE as Markdown. The exit code is that of
# `wr verify`. WR_VERIFY=false leaves it out; WR_VERIFY_BASE is the commit up to which history is not verified.
set -euo pipefail

if [ $# != 2 ]; then
  printf '%s\n' "name the program and the file of the summary" "  for example: ci/verify.sh wr summary.md" >&2
  exit 2
fi
[ "${WR_VERIFY:-true}" = true ] || exit 0
arguments=(verify)
if [ -n "${WR_VERIFY_BASE:-}" ]; then
  arguments+=("--base=$WR_VERIFY_BASE")
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
"$1" "${arguments[@]}" >"$report" 2>&1 || code=$?

# GitHub obeys lines of the log that begin with `::`; titles in a store are anyone's text.
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::$token"
fi
cat "$report"
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  echo "::$token::"
fi

# Indented, no line of the report can end its block.
{
  if [ "$code" = 0 ]; then
    printf '\n**wr verify**: verified\n\n'
    sed -n '/^verified: /,$s/^/    /p' "$report"
  else
    printf '\n**wr verify**: NOT verified\n\n'
    # Of a long report the beginning, cut between characters.
    { head -n 60 "$report" | head -c 4000 || true; } | iconv -c -f UTF-8 -t UTF-8 | sed 's/^/    /'
  fi
  echo
} >>"$2"
exit "$code"
