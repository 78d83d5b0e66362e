#!/bin/bash
# Has scanners of today scan test/scanners/sources: compares our counts by severity with those that they tell their own users, has
# Microsoft's sarif-multitool judge what becomes of their reports, and replays a history of 30 commits of a Go and a Python program: no finding may
# be wrongly new, and none lost; makes scanners blind, which must be noticed; and has go-vex read our OpenVEX documents.
#   test/scanners/run.sh [TOOL]...   without TOOL those that are built within minutes, and others that are built already; what is not run is
#   named on lines "not run: ..."
# Exit: 0 passed, 77 skipped (the last line says why), else failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
for program in go python3 npm; do command -v "$program" >/dev/null || { echo "skipped: scanners need $program"; exit 77; }; done
SCANNERS_RECORDED=$(mktemp -d)
export SCANNERS_RECORDED
trap '[ -z "${blinding:-}" ] || kill "$blinding" 2>/dev/null || true; rm -rf "$SCANNERS_RECORDED"' EXIT
export SCANNERS_BUILD_SECONDS=${SCANNERS_BUILD_SECONDS:-400}
[ -e dist/lib/catalogue/index.js ] || npm run -s build
# those that the history and the blind scans need come first
by_default='bandit gosec gitleaks hadolint semgrep zizmor shellcheck eslint gitleaks-history checkov mobsfscan testssl cdxgen govulncheck osv-scanner'
# these only where they are built already
slow='nuclei syft trufflehog grype trivy kics'
# is_built TOOL: whether the version of its recipe is in the cache
is_built() { (source test/scanners/tools/install.sh && source "test/scanners/tools/$1.sh" && [ -e "$(mark_of "$1")" ]); }
if [ $# -gt 0 ]; then
  others=$(for recipe in test/scanners/tools/*.sh; do basename "$recipe" .sh; done | grep -vxF "$(printf '%s\n' install "$@")" | xargs)
  [ -z "$others" ] || echo "not run: $others: they were not asked for"
else
  for tool in $slow; do
    if is_built "$tool"; then by_default="$by_default $tool"; else echo "not run: $tool: building it takes 10 minutes or more; test/scanners/run.sh $tool builds it"; fi
  done
  set -- $by_default
fi
test/scanners/record.sh "$SCANNERS_RECORDED" "$@"
was_recorded() { compgen -G "$SCANNERS_RECORDED/$1.*" >/dev/null; }
# beside what follows: each of both has one of two cores
mkdir "$SCANNERS_RECORDED/blind"
blind=()
for tool in gitleaks gosec semgrep bandit hadolint zizmor shellcheck gitleaks-history testssl eslint govulncheck checkov mobsfscan osv-scanner nuclei grype kics trufflehog; do
  if was_recorded "$tool"; then blind+=("$tool"); elif [[ " $* " = *" $tool "* ]]; then echo "not run: blind $tool: its scan was not run"; fi
done
export SCANNERS_BLIND_SECONDS=$((SCANNERS_BUILD_SECONDS + 350 - SECONDS))
node test/scanners/blind.mjs "$SCANNERS_RECORDED/blind" "${blind[@]}" >"$SCANNERS_RECORDED/blind.txt" 2>&1 &
blinding=$!
judge=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners/sarif-multitool
[ -d "$judge/node_modules" ] || npm install --prefix "$judge" --no-save --no-audit --no-fund --ignore-scripts @microsoft/sarif-multitool@5.7.0
SARIF_MULTITOOL=$judge/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$SARIF_MULTITOOL"
export SARIF_MULTITOOL
npx jest test/scanners
for language in go python; do
  tool=$([ "$language" = go ] && echo gosec || echo bandit)
  was_recorded "$tool" || { echo "not run: the made history of $language: the scan of $tool was not run"; continue; }
  node test/scanners/made-history.mjs "$SCANNERS_RECORDED/$language" "$language"
  test/scanners/history.sh "$SCANNERS_RECORDED/$language" "$tool" 30 || exit 1
done
env -u SCANNERS_RECORDED npx jest test/scanners/stores
offline=()
for tool in semgrep govulncheck osv-scanner nuclei grype; do if was_recorded "$tool"; then offline+=("$tool"); fi; done
if unshare -n true 2>/dev/null; then
  node test/scanners/offline.mjs "$SCANNERS_RECORDED/offline" "${offline[@]}"
else
  echo "not run: scans without a network: this user may not make a network namespace"
fi
feeds=(go osv semgrep)
if [ -x "${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners/bin/nuclei" ]; then feeds+=(nuclei); else echo "not run: a Feed with nuclei: it was not built"; fi
node test/scanners/feed.mjs "${feeds[@]}"
checker=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners/pipeline-check-1.19.0
[ -x "$checker/bin/pipeline_check" ] || { python3 -m venv "$checker" && "$checker/bin/pip" install --quiet --disable-pip-version-check pipeline-check==1.19.0; }
node test/scanners/own-output.mjs "$checker/bin/pipeline_check"
(cd test/scanners/openvex && GOWORK=off go build -trimpath -o "$SCANNERS_RECORDED/openvex" .)
node test/scanners/openvex.mjs "$SCANNERS_RECORDED/openvex"
code=0
wait "$blinding" || code=$?
blinding=''
cat "$SCANNERS_RECORDED/blind.txt"
exit "$code"
