#!/bin/bash
# Helm 4 as a library (the Python package helm-python-sdk has its Go code), installed once a machine. Arguments go to helm.py beside this file.
set -euo pipefail
version=0.2.2
folder=${XDG_CACHE_HOME:-$HOME/.cache}/tekwire/helm-python-sdk-$version
if [ ! -d "$folder" ]; then
  command -v python3 >/dev/null || { echo 'python3 is not installed' >&2; exit 1; }
  new=$folder.$$
  trap 'rm -rf "$new"' EXIT
  timeout 300 python3 -m pip install --quiet --disable-pip-version-check --target "$new" "helm-python-sdk==$version" >&2
  mv -T "$new" "$folder" 2>/dev/null || [ -d "$folder" ]
fi
PYTHONPATH=$folder python3 "$(dirname "${BASH_SOURCE[0]}")/helm.py" "$@"
