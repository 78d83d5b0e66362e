#!/bin/bash
# history.sh REPOSITORY TOOL [COMMITS]: has a scanner (gosec or bandit) scan the last commits of a repository that change its sources, compares
# each scan with the one before it as `Baseline` does, and judges every finding by `git diff`: a finding on a line that did not change, which
# the scan before it had, must be known; one on a line that is new must be new.
#   test/scanners/history.sh ~/src/websocket gosec 30
# Prints a line for each commit. Exit: 0 when no finding is wrongly new and none is lost, else 1. Needs what record.sh needs, and `npm run build`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$1" && pwd) tool=$2 commits=${3:-30}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --shared "$repository" "$work/sources"
cd "$work/sources"
case $tool in
  gosec) pattern='*.go'; scan() { GOFLAGS=-buildvcs=false "$cache/bin/gosec" -quiet -no-fail -fmt=sarif -out="$1" ./... >/dev/null 2>&1; } ;;
  bandit) pattern='*.py'; scan() { "$cache/bandit/bin/bandit" -q -r . --exit-zero -f sarif -o "$1" 2>/dev/null; } ;;
  *) echo "unknown tool $tool; expected one of: gosec, bandit"; exit 2 ;;
esac
"$here/record.sh" "$work/recorded" "$tool" >/dev/null || { echo "skipped: $tool cannot be installed here"; exit 77; }
git log --first-parent --reverse -n "$commits" --format=%H -- "$pattern" >"$work/commits"
while read -r commit; do
  git checkout --quiet --force "$commit"
  scan "$work/$commit.sarif" || { echo "$tool failed at $commit"; exit 1; }
done <"$work/commits"
node "$here/history.mjs" "$work/sources" "$work" $(cat "$work/commits")
