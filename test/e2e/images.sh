#!/bin/bash
# images.sh IMAGE... : makes the test bed answer for the images that the manifests name, with the real tools in them.
# The tool's version is the image's tag, so the two cannot differ. Images not known here come from the test bed's own map.
# Needs TESTBED (the test bed's folder) and go. What is built stays in the cache.
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/scanners
store=${TESTBED_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tekwire-testbed}
export GOWORK=off CGO_ENABLED=0

# Each function below makes one root file system in $root, once.
gosec() { # TAG
  cd "$here/scanners/gosec"
  local version; version=$(go list -m -f '{{.Version}}' github.com/securego/gosec/v2)
  [ "$version" = "v${1#v}" ] || { echo "test/e2e/scanners/gosec/go.mod has $version, the manifests name $1" >&2; exit 1; }
  nice -n 10 go build -trimpath -ldflags '-s -w' -o "$root/usr/local/bin/gosec" github.com/securego/gosec/v2/cmd/gosec
  # gosec loads packages with `go list`: like the public image, this one holds a Go toolchain
  go_toolchain
}
gitleaks() { # TAG
  GOBIN="$root/usr/local/bin" nice -n 10 go install -trimpath -ldflags '-s -w' "github.com/zricethezav/gitleaks/v8@v${1#v}"
}
golang() { # this machine's own Go, of whatever version, and govulncheck, which no pod can fetch without the internet
  go_toolchain
  GOBIN="$root/usr/local/bin" nice -n 10 go install -trimpath -ldflags '-s -w' "golang.org/x/vuln/cmd/govulncheck@$(sed -n 's#.*golang.org/x/vuln/cmd/govulncheck@\(v[0-9.]*\).*#\1#p' "$here/../../src/catalogue/scanners/govulncheck.ts")"
}
go_toolchain() {
  mkdir -p "$root/usr/local/go"
  tar -C "$(go env GOROOT)" --exclude=./test --exclude=./api --exclude=./doc --exclude=testdata --exclude='*_test.go' -cf - . | tar -C "$root/usr/local/go" -xf -
}
python() { # this machine's own, because that of the image fat unpacks no archive safely (PEP 706)
  local library
  library=$(python3 -c 'import sysconfig, tarfile; tarfile.data_filter; print(sysconfig.get_paths()["stdlib"])') || { echo "this machine's Python has no tarfile.data_filter" >&2; exit 1; }
  mkdir -p "$root/usr/local/lib"
  tar -C "$(dirname "$library")" --exclude=site-packages --exclude=dist-packages --exclude=test --exclude=__pycache__ --exclude='config-*' -chf - "$(basename "$library")" | tar -C "$root/usr/local/lib" -xf -
  cp "$(python3 -c 'import os, sys; print(os.path.realpath(sys._base_executable))')" "$root/usr/local/bin/python3"
  cp "$(dirname "$library")"/libpython3*.so.* "$root/usr/local/lib/" 2>/dev/null || true
}
buildah() { # Debian's own, of whatever version: there is no binary of it to be had from elsewhere
  debian buildah golang-github-containers-{common,image} libgpgme11 libassuan0 libgpg-error0 libdevmapper1.02.1 libsubid4 uidmap crun libyajl2
  # the registry of the tests answers for ghcr.io, without a certificate
  mkdir -p "$root/etc/containers/registries.conf.d"
  printf '[[registry]]\nlocation = "ghcr.io"\ninsecure = true\n' >"$root/etc/containers/registries.conf.d/e2e.conf"
}
skopeo() { # Debian's own, of whatever version
  debian skopeo golang-github-containers-{common,image} libgpgme11 libassuan0 libgpg-error0 libdevmapper1.02.1
}
debian() { # PACKAGE...: unpacks packages over the image fat, which has the others that they need
  local folder; folder=$(mktemp -d)
  (cd "$folder" && apt-get download -qq "$@" && for package in *.deb; do dpkg -x "$package" "$root"; done)
  rm -rf "$folder" "$root/usr/share/doc" "$root/usr/share/man"
  # fat has Debian's merged folders
  for folder in bin sbin lib; do [ ! -d "$root/$folder" ] || { mkdir -p "$root/usr/$folder" && cp -a "$root/$folder/." "$root/usr/$folder" && rm -rf "${root:?}/$folder"; }; done
}
semgrep() { # TAG, for the Python of the image fat
  python3 -m pip install --quiet --disable-pip-version-check --no-compile --python-version 3.11 --only-binary=:all: --target "$root/opt/semgrep" "semgrep==$1"
  sed -i '1s#.*#\#!/usr/bin/python3#' "$root"/opt/semgrep/bin/*semgrep
}
trivy() { built /usr/local/bin; }
osv-scanner() { built ''; } # where the component calls it
syft() { built ''; }
grype() { built ''; }
nuclei() { built /usr/local/bin; }
built() { # FOLDER: what test/scanners/run.sh TOOL has built
  cp "$cache/bin/$tool" "$root$1/$tool"
}
crane() { # TAG
  GOBIN="$root/usr/local/bin" nice -n 10 go install -trimpath -ldflags '-s -w' "github.com/google/go-containerregistry/cmd/crane@v${1#v}"
}

# provide IMAGE TOOL [option of the test bed's image.sh]...
provide() {
  local image=$1 tool=$2; shift 2
  local root=$cache/$tool-${image##*:}
  mkdir -p "$cache"
  # tests run side by side
  exec 8>"$root.lock"; flock 8
  if [ ! -e "$root.ready" ]; then
    rm -rf "$root"; mkdir -p "$root/usr/local/bin"
    (export root; "$tool" "${image##*:}") >&2
    touch "$root.ready"
  fi
  local mark=$root.laid; mark+=-$(echo "$store" | sha256sum | cut -c1-8)
  if [ ! -e "$mark" ] || ! "$TESTBED/image.sh" --list | grep -qF "${image#docker.io/}"; then
    "$TESTBED/image.sh" --entrypoint "[\"/usr/local/bin/$tool\"]" "$@" "$image" "$root" fat >&2
    touch "$mark"
  fi
}

for image in "$@"; do
  case $image in
    *securego/gosec:*) provide "$image" gosec --env PATH=/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin --env GOTOOLCHAIN=local ;;
    *gitleaks/gitleaks:*) provide "$image" gitleaks ;;
    golang:* | */golang:*) provide "$image" golang --env PATH=/usr/local/go/bin:/usr/local/bin:/usr/bin:/bin --env GOTOOLCHAIN=local ;;
    # the version of the sources that are fetched
    python:3.14.* | */python:3.14.*) provide "$image" python --env LD_LIBRARY_PATH=/usr/local/lib ;;
    semgrep/semgrep:* | */semgrep/semgrep:*) provide "$image" semgrep --env PYTHONPATH=/opt/semgrep --env PATH=/opt/semgrep/bin:/usr/local/bin:/usr/bin:/bin ;;
    *skopeo/stable:*) provide "$image" skopeo ;;
    *aquasecurity/trivy:* | *google/osv-scanner:* | *anchore/syft:* | *anchore/grype:* | *projectdiscovery/nuclei:*)
      tool=${image%%:*} tool=${tool##*/}
      [ ! -x "$cache/bin/$tool" ] || provide "$image" "$tool"
      ;;
    *buildah/stable:*) provide "$image" buildah --env BUILDAH_ISOLATION=chroot ;;
    *go-containerregistry/crane:*) provide "$image" crane ;;
  esac
done
