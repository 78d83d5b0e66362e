install_trivy() { GOEXPERIMENT=jsonv2 go install -trimpath -ldflags "-s -w -X github.com/aquasecurity/trivy/pkg/version/app.ver=0.74.0" github.com/aquasecurity/trivy/cmd/trivy@v0.74.0; }
own_trivy() { # vulnerabilities need a database, which is not to be had everywhere
  "$GOBIN/trivy" fs --scanners secret,misconfig --skip-check-update --skip-version-check --disable-telemetry --offline-scan --cache-dir "$cache/trivy-cache" --format json --output "$to/trivy.json" --exit-code 0 .
}
