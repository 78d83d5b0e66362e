#!/bin/bash
# Compares what we emit with what Tekton's own Go code says of it. Arguments go to jest.
# Exit: 0 passed, 77 skipped (the last line says why), else failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v go >/dev/null; then
  echo 'skipped: conformance tests need go'
  exit 77
fi
JUDGE=$(test/conformance/build.sh)
export JUDGE
TRIGGERS_TOOLS=${TRIGGERS_TOOLS:-$(test/conformance/events/triggers-tools.sh)}
export TRIGGERS_TOOLS
# every Python from 3.8 on; pyenv keeps several
if [ -z "${PYTHONS:-}" ]; then
  PYTHONS=python3
  for minor in 8 9 10 11 12 13 14; do
    for found in "$(command -v "python3.$minor" || true)" "$(pyenv root 2>/dev/null || true)"/versions/3."$minor".*/bin/python3; do
      if [ -x "$found" ] && "$found" -c '' 2>/dev/null; then PYTHONS="$PYTHONS $found"; break; fi
    done
  done
fi
export PYTHONS
exec npx jest --config test/conformance/jest.config.js "$@"
