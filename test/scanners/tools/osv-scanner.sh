# scans dependency
install_osv-scanner() { GOTOOLCHAIN=auto go install -trimpath github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0 && advisories && npm_advisories; }
# its table leaves out what no Go code calls, which its SARIF has
own_osv-scanner() {
  export OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY=$cache/osv
  { "$GOBIN/osv-scanner" scan source --offline --no-call-analysis=all dependency || [ $? = 1 ]; } | sed -n '/^Total/,$p' >"$to/osv-scanner.txt"
}
