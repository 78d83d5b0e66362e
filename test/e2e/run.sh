#!/bin/bash
# Runs the end-to-end tests on a real Tekton. Arguments go to jest.
#   KUBECONFIG=FILE test/e2e/run.sh   on that cluster, which has Tekton Pipelines and can pull public images
#   test/e2e/run.sh                   on the test bed beside the repository (../shared/tools/testbed), brought up and down again
# E2E_STORAGE_CLASS names the storage class of the runs' claims; without it the cluster's default is taken.
# Exit: 0 passed, 77 skipped (the last line says why), else failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
bed=${TESTBED:-../shared/tools/testbed}
skip() { echo "skipped: $1"; exit 77; }

log='' mine='' folder='' project=''
cleanup() {
  [ -z "$folder" ] || test/e2e/volumes.sh down "$folder" >/dev/null 2>&1 || true
  rm -rf "$log" "$project"
  [ -z "$mine" ] || "$bed/down.sh" >/dev/null
}
trap cleanup EXIT

state=${TESTBED_STATE:-${TESTBED_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/tekwire-testbed}/state}
if [ -z "${KUBECONFIG:-}" ]; then
  [ -x "$bed/up.sh" ] || skip 'no KUBECONFIG, and no test bed beside the repository'
  [ "$(id -u)" = 0 ] || skip 'the test bed needs root'
  command -v go >/dev/null || skip 'the test bed needs go'
  log=$(mktemp)
  KUBECONFIG=$(TRIGGERS=1 "$bed/up.sh" 2> >(tee "$log" >&2) | tail -1)
  export KUBECONFIG
  grep -q 'already up' "$log" || mine=1
fi
command -v kubectl >/dev/null || export KUBECTL=${KUBECTL:-$(realpath "$bed/kubectl")}

if [ "$(realpath -m "$KUBECONFIG")" = "$(realpath -m "$state/admin.kubeconfig")" ]; then
  TESTBED=$(realpath "$bed")
  folder=$(mktemp -d /tmp/tekwire-e2e-XXXXXX)
  E2E_STORAGE_CLASS=$(test/e2e/volumes.sh up "$folder")
  export TESTBED E2E_STORAGE_CLASS
fi
# what takes long to build is built by hand, and kept
kept=${XDG_CACHE_HOME:-$HOME/.cache}
[ -n "${GITEA_URL:-}" ] || [ -x "${TESTBED_CACHE:-$kept/tekwire-testbed}/bin/gitea" ] || echo 'not run: the circle with a real Gitea; ../shared/tools/testbed/gitea.sh builds it'
ls "$kept"/tekwire/flux-*/ready >/dev/null 2>&1 || echo "not run: an alert of Flux's notification-controller; test/e2e/events/flux.sh builds it"
if [ -n "${TESTBED:-}" ]; then
  for tool in osv-scanner nuclei trivy syft; do
    [ -x "$kept/tekwire/scanners/bin/$tool" ] || echo "not run: $tool in a pod; test/scanners/run.sh $tool builds it"
  done
fi
[ -x "$kept/tekwire/helm4/helm" ] || command -v "${HELM:-helm}" >/dev/null || echo 'not run: the helm command; HELM names one of Helm 4'

project=$(mktemp -d /tmp/tekwire-project-XXXXXX)
test/e2e/project.sh "$project"
E2E_PROJECT=$project npx jest --config test/e2e/jest.config.js "$@"
