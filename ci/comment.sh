#!/usr/bin/env bash
# Run by action.yml: writes the summary as a comment on the pull request, or brings the comment of an earlier run up to
# date. It never fails the check. All input comes from the environment.
#
#   WR_SUMMARY          the file with the summary
#   WR_COMMENT          false leaves the comment out
#   WR_PULL_REQUEST     the number of the pull request
#   WR_HEAD_REPOSITORY  the repository that it comes from
#   WR_PATH             the folder of the store, which tells the comments of several stores apart
#   GH_TOKEN            a token that may write comments (`pull-requests: write`)
set -euo pipefail

if [ "${WR_COMMENT:-true}" != true ] || [ -z "${WR_PULL_REQUEST:-}" ] || ! [ -s "${WR_SUMMARY:-}" ]; then
  exit 0
fi

# Says in the log why there is no comment. The summary of the job has everything.
without_comment() {
  echo "::notice title=wr::no comment: $*; the summary is on the page of this run"
  exit 0
}

if [ "${WR_HEAD_REPOSITORY:-}" != "$GITHUB_REPOSITORY" ]; then
  without_comment "this pull request comes from a fork, and GitHub gives it a token that can only read"
fi
command -v gh >/dev/null || without_comment "this runner has no gh"
[ -n "${GH_TOKEN:-}" ] || without_comment "there is no token"

store=$(printf '%s' "${WR_PATH:-.}" | tr -c 'A-Za-z0-9._/' '_')
marker="<!-- work-register: $store -->"
body=$(mktemp)
errors=$(mktemp)
trap 'rm -f "$body" "$errors"' EXIT
{ echo "$marker"; cat "$WR_SUMMARY"; } >"$body"

# People can write the marker as well; only comments of bots are taken.
comments=repos/$GITHUB_REPOSITORY/issues/$WR_PULL_REQUEST/comments
mine=".[] | select((.body | startswith(\"$marker\")) and .user.type != \"User\") | .id"
if ! ids=$(gh api --paginate "$comments?per_page=100" --jq "$mine" 2>"$errors"); then
  without_comment "gh cannot read the comments: $(head -n 1 "$errors" | cut -c 1-200)"
fi
id=$(printf '%s\n' "$ids" | grep -E '^[0-9]+$' | head -n 1 || true)

if [ -n "$id" ]; then
  request=(--method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id")
elif grep -q '^No register changes since' "$WR_SUMMARY" && grep -q '^\*\*wr check\*\*: no findings' "$WR_SUMMARY" &&
  ! grep -q '^\*\*wr verify\*\*: NOT verified' "$WR_SUMMARY"; then
  echo "no register changes: no comment"
  exit 0
else
  request=(--method POST "$comments")
fi
if ! gh api "${request[@]}" --field "body=@$body" --silent 2>"$errors"; then
  without_comment "$(head -n 1 "$errors" | cut -c 1-200); the job needs \`permissions: {pull-requests: write}\`"
fi
