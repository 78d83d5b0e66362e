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
exec npx jest --config test/conformance/jest.config.js "$@"
