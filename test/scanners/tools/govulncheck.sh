# scans dependency
install_govulncheck() { go install -trimpath golang.org/x/vuln/cmd/govulncheck@v1.9.0 && advisories; }
own_govulncheck() {
  cd dependency
  "$GOBIN/govulncheck" -db "file://$cache/vulndb" -format text ./... >"$to/govulncheck.txt" || [ $? = 3 ]
}
