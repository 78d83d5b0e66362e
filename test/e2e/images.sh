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
  mkdir -p "$root/usr/local/go"
  tar -C "$(go env GOROOT)" --exclude=./test --exclude=./api --exclude=./doc --exclude=testdata --exclude='*_test.go' -cf - . | tar -C "$root/usr/local/go" -xf -
}
gitleaks() { # TAG
  GOBIN="$root/usr/local/bin" nice -n 10 go install -trimpath -ldflags '-s -w' "github.com/zricethezav/gitleaks/v8@v${1#v}"
}
buildah() { # Debian's own, of whatever version: there is no binary of it to be had from elsewhere
  local folder; folder=$(mktemp -d)
  (cd "$folder" && apt-get download -qq buildah golang-github-containers-{common,image} libgpgme11 libassuan0 libgpg-error0 libdevmapper1.02.1 libsubid4 uidmap crun libyajl2 &&
    for package in *.deb; do dpkg -x "$package" "$root"; done)
  rm -rf "$folder" "$root/usr/share/doc" "$root/usr/share/man"
  # fat has Debian's merged folders
  for folder in bin sbin lib; do [ ! -d "$root/$folder" ] || { mkdir -p "$root/usr/$folder" && cp -a "$root/$folder/." "$root/usr/$folder" && rm -rf "${root:?}/$folder"; }; done
  # the registry of the tests answers for ghcr.io, without a certificate
  mkdir -p "$root/etc/containers/registries.conf.d"
  printf '[[registry]]\nlocation = "ghcr.io"\ninsecure = true\n' >"$root/etc/containers/registries.conf.d/e2e.conf"
}
crane() { # TAG
  GOBIN="$root/usr/local/bin" nice -n 10 go install -trimpath -ldflags '-s -w' "github.com/google/go-containerregistry/cmd/crane@v${1#v}"
}

# provide IMAGE TOOL [option of the test bed's image.sh]...
provide() {
  local image=$1 tool=$2; shift 2
  local root=$cache/$tool-${image##*:}
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
    *buildah/stable:*) provide "$image" buildah --env BUILDAH_ISOLATION=chroot ;;
    *go-containerregistry/crane:*) provide "$image" crane ;;
  esac
done
