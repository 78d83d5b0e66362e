#!/bin/bash
# Has scanners of today scan test/scanners/sources, and compares our counts by severity with those that they tell their own users.
#   test/scanners/run.sh [TOOL]...   without TOOL those that are built within minutes
# Exit: 0 passed, 77 skipped (the last line says why), else failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
for program in go python3 npm; do command -v "$program" >/dev/null || { echo "skipped: scanners need $program"; exit 77; }; done
SCANNERS_RECORDED=$(mktemp -d)
export SCANNERS_RECORDED
trap 'rm -rf "$SCANNERS_RECORDED"' EXIT
[ $# -gt 0 ] || set -- gosec gitleaks semgrep bandit hadolint zizmor eslint
test/scanners/record.sh "$SCANNERS_RECORDED" "$@"
npx jest test/scanners
