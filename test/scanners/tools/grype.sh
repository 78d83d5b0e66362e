# scans dependency
# its database, which is not to be had everywhere, is made of advisories/ with its own package
install_grype() {
  go install -trimpath -ldflags '-s -w -X main.version=0.120.0' github.com/anchore/grype/cmd/grype@v0.120.0
  go_file "$tools/../advisories/grype.go" github.com/anchore/grype v0.120.0
  rm -rf "$cache/databases/grype" "$cache/empty/grype"
  "$GOBIN/grype-advisories" "$cache/databases/grype" "$tools"/../advisories/*.json
  "$GOBIN/grype-advisories" "$cache/empty/grype"
}
