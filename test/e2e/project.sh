#!/bin/bash
# project.sh FOLDER : makes a user's project there, as the README's quickstart says, with the packed tarball in place of the published package.
set -euo pipefail
cd "$(dirname "$0")/../.."
pinned() { [ "$1" = tsx ] && echo 4.23.15 || node -p "require('./package.json').devDependencies['$1'].replace(/.*@/, '')"; }
packages=()
for name in $(sed -n 's/^npm install tekwire //p' README.md); do packages+=("$name@$(pinned "$name")"); done
npm pack --silent --pack-destination "$1" >&2
cd "$1"
npm init --yes >/dev/null
npm install --no-audit --no-fund "$1"/tekwire-*.tgz "${packages[@]}" >&2
