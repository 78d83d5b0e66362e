#!/bin/bash
# record.sh FOLDER [TOOL]... : installs scanners at the versions of tools/TOOL.sh, lets each scan test/scanners/sources as its component of the
# catalogue emits it (perform.mjs), and writes to FOLDER what it says: TOOL.sarif, and TOOL.json (or .txt), its own report for its own users.
# Without TOOL it takes all of them.
#   test/scanners/record.sh test/scanners/recorded    records what the tests compare
# A tool that cannot be installed, or whose scan fails or does not end in SCANNERS_RUN_SECONDS (300), is named and makes the exit code 1. Needs go,
# python3, npm and a build; what is installed stays in the cache. SCANNERS_BUILD_SECONDS bounds installing, from the start of this program: a tool
# for which that is too short is named as not run, and the next call goes on where this one stopped.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
to=$(mkdir -p "$1" && cd "$1" && pwd); shift
source "$here/tools/install.sh"
all=$(cd "$here/tools" && ls *.sh | grep -v '^install.sh$' | sed 's/\.sh$//')

# one TOOL: installs it if need be, and runs it in a copy of the sources, whose folder is called /workspace/source in what it says.
one() {
  local tool=$1
  install "$tool"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp -r "$here/sources/." "$work"
  (cd "$work" && node "$here/perform.mjs" "$to" "$tool")
  if declare -f "own_$tool" >/dev/null; then (cd "$work" && "own_$tool"); fi
  sed -i "s#$work#/workspace/source#g; s#file://$cache/#file:///#g" "$to/$tool".*
}

# prepared TOOL: whether it is installed, or could be; else the variable `why` says why not, and fails=1 when that was not for want of time.
prepared() {
  local left=$((${SCANNERS_BUILD_SECONDS:-86400} - SECONDS)) code=0
  source "$here/tools/$1.sh"
  [ ! -e "$(mark_of "$1")" ] || return 0
  why='its installation did not end in the time that is left for it' fails=0
  ((left > 0)) || return 1
  timeout --kill-after=10 "$left" nice "$0" "$to" --install "$1" >"$cache/$1.log" 2>&1 || code=$?
  [ "$code" != 0 ] || return 0
  [ "$code" = 124 ] || [ "$code" = 137 ] || { fails=1; why="it cannot be installed: $(tail -n 1 "$cache/$1.log")"; }
  return 1
}

# performed TOOL: whether it ran, and in time; else `why` says why not.
performed() {
  local code=0
  timeout --kill-after=10 "$run_seconds" nice "$0" "$to" --one "$1" >"$cache/$1.log" 2>&1 || code=$?
  [ "$code" != 0 ] || return 0
  [ "$code" = 124 ] || [ "$code" = 137 ] && why="its scan did not end in $run_seconds s" || why=$(tail -n 1 "$cache/$1.log")
  return 1
}

if [ "${1:-}" = --one ]; then one "$2"; exit; fi
if [ "${1:-}" = --install ]; then install "$2"; exit; fi
run_seconds=${SCANNERS_RUN_SECONDS:-300}
failed='' why=''
for tool in ${*:-$all}; do
  rm -f "$to/$tool".* "$to/findings/$tool.sarif"
  started=$SECONDS
  if ! prepared "$tool"; then
    echo "not run: $tool: $why"
    [ "$fails" = 0 ] || failed="$failed $tool"
  elif performed "$tool"; then
    echo "recorded $tool in $((SECONDS - started)) s"
    [ "$to" != "$here/recorded" ] || node "$here/seen.mjs" "$tool"
  else
    echo "failed: $tool: $why"
    failed="$failed $tool"
    rm -f "$to/$tool".* "$to/findings/$tool.sarif"
  fi
done
[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
