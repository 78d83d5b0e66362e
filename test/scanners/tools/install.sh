# Sourced: installs scanners into the cache at the versions that tools/TOOL.sh names.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners
tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$cache/bin"
export CGO_ENABLED=0 GOWORK=off GOBIN=$cache/bin GOMODCACHE=${GOMODCACHE:-$(go env GOMODCACHE)}

# install TOOL: installs it unless the version of its recipe is there.
install() {
  local tool=$1 mark
  source "$tools/$tool.sh"
  mark=$(mark_of "$tool")
  [ -e "$mark" ] || { rm -f "$cache/$tool".installed-*; "install_$tool"; touch "$mark"; }
}

mark_of() { echo "$cache/$1.installed-$(declare -f "install_$1" | sha256sum | cut -c1-8)"; }

pip_install() { # NAME REQUIREMENT...
  local name=$1; shift
  python3 -m venv "$cache/$name" && "$cache/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# go_program NAME PACKAGE VERSION [EDIT]...: builds a program whose go.mod has replacements, which `go install` refuses.
go_program() {
  local name=$1 package=$2 version=$3 module build; shift 3
  module=$(echo "$package" | sed 's#/cmd/.*##')
  build=$(mktemp -d)
  (
    cd "$build"
    go mod init tekwire/scanners/"$name"
    go mod edit -require "$module@$version" "$@"
    printf 'package main\n\nimport _ "%s"\n' "$package" >unused.go
    go build -mod=mod -trimpath -ldflags '-s -w' -o "$GOBIN/$name" "$package"
  )
  rm -rf "$build"
}

# go_file FILE MODULE VERSION: builds a program of one file that uses a module.
go_file() {
  local file=$1 module=$2 version=$3 build; build=$(mktemp -d)
  cp "$file" "$build/main.go"
  (
    cd "$build"
    go mod init tekwire/scanners/file
    go mod edit -require "$module@$version"
    go build -mod=mod -trimpath -ldflags '-s -w' -o "$GOBIN/$(basename "$file" .go)-advisories" .
  )
  rm -rf "$build"
}

# debian_packages NAME PACKAGE...: unpacks packages, and those that they need and this machine lacks, without installing them.
debian_packages() {
  local name=$1 folder; shift
  folder=$cache/$name
  command -v apt-get >/dev/null || { echo "needs apt-get"; return 1; }
  mkdir -p "$folder/archives/partial" "$folder/root"
  apt-get install --yes --download-only --no-install-recommends -o Dir::Cache::archives="$folder/archives" "$@"
  for archive in "$folder"/archives/*.deb; do dpkg-deb -x "$archive" "$folder/root"; done
  rm -rf "$folder/archives"
}

# Go's own advisories, for the two tools that need a database of their own.
advisories() {
  [ ! -e "$cache/osv/osv-scalibr/Go/all.zip" ] || return 0
  local module; module=$(go mod download -json golang.org/x/vulndb@v0.0.0-20261105234957-e22db6528018 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  (cd "$module" && go run ./cmd/indexdb -vulns data/osv -out "$cache/vulndb")
  mkdir -p "$cache/osv/osv-scalibr/Go"
  python3 -c 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[2])' "$cache/osv/osv-scalibr/Go/all" "$module/data/osv"
}

# The advisories for packages of npm in advisories/, as a database of osv-scanner.
npm_advisories() {
  local folder=$cache/osv/osv-scalibr/npm
  mkdir -p "$folder"
  rm -f "$folder/all.zip"
  python3 -m zipfile -c "$folder/all.zip" "$tools"/../advisories/*.json
}
