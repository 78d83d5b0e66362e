#!/bin/bash
# Has scanners of today scan test/scanners/sources: compares our counts by severity with those that they tell their own users, and has
# Microsoft's sarif-multitool judge what becomes of their reports.
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
judge=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners/sarif-multitool
[ -d "$judge" ] || npm install --prefix "$judge" --no-save --no-audit --no-fund --ignore-scripts @microsoft/sarif-multitool@5.7.0
SARIF_MULTITOOL=$judge/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$SARIF_MULTITOOL"
export SARIF_MULTITOOL
npx jest test/scanners
env -u SCANNERS_RECORDED npx jest test/scanners/stores
