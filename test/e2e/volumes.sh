#!/bin/bash
# volumes.sh up FOLDER | down FOLDER : volumes for the test bed, whose own provisioner makes folders that only root can write.
# `local` volumes honour a run's fsGroup, as the volumes of real clusters do. Prints the name of the storage class.
set -euo pipefail
kubectl=${KUBECTL:-kubectl}
class=${E2E_CLASS:-tekwire-e2e} # tests of another class are left alone, with their namespaces
count=80   # each run takes one and leaves it used

volume() { # NUMBER FOLDER
  cat <<Y
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: $class-$1, labels: {tekwire-e2e: $class}}
spec:
  capacity: {storage: 10Gi}
  volumeMode: Filesystem
  accessModes: [ReadWriteOnce]
  storageClassName: $class
  persistentVolumeReclaimPolicy: Retain
  local: {path: $2/$1}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: Exists}]}]}}
Y
}

down() { # namespaces of a test that was stopped hold volumes
  "$kubectl" delete namespace -l "tekwire-e2e=$class" --ignore-not-found >&2
  "$kubectl" delete pv -l "tekwire-e2e=$class" --ignore-not-found --wait=false >&2
  "$kubectl" delete storageclass "$class" --ignore-not-found >&2
}

case $1 in
  up)
    down
    {
      cat <<Y
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: $class}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
Y
      for i in $(seq 1 $count); do mkdir -p "$2/$i"; volume "$i" "$2"; done
    } | "$kubectl" create -f - >&2
    echo "$class"
    ;;
  down) down; rm -rf --one-file-system "$2" ;;
esac
