#!/bin/bash
# Gives the test bed a real notification-controller of Flux, built from its Go module, as the image that Flux publishes. Prints the folder of its
# CRDs. What is built stays in the cache; in CI nothing is built. Needs TESTBED and go. Exit: 77 skipped (the last line says why).
set -euo pipefail
version=v1.9.3
module=github.com/fluxcd/notification-controller
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/flux-$version
if [ ! -e "$cache/ready" ]; then
  [ -z "${CI:-}" ] || { echo "Flux's notification-controller is not built; test/e2e/events/flux.sh builds it"; exit 77; }
  rm -rf "$cache" && mkdir -p "$cache/root/usr/local/bin"
  source=$(cd "$(mktemp -d)" && go mod download -json "$module@$version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  cp -r --no-preserve=mode "$source" "$cache/source"
  cd "$cache/source"
  go mod edit -dropreplace "$module/api" -require "$module/api@$version"
  GOWORK=off CGO_ENABLED=0 GOFLAGS=-mod=mod nice -n 10 go build -trimpath -ldflags '-s -w' -o "$cache/root/usr/local/bin/notification-controller" . >&2
  mv config/crd/bases "$cache/crds"
  cd / && rm -rf "$cache/source"
  touch "$cache/ready"
fi
"$TESTBED/image.sh" --list | grep -qF fluxcd/notification-controller ||
  "$TESTBED/image.sh" --entrypoint '["/usr/local/bin/notification-controller"]' "ghcr.io/fluxcd/notification-controller:$version" "$cache/root" busybox >&2
echo "$cache/crds"
