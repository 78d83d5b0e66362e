# scans dependency
install_osv-scanner() { GOTOOLCHAIN=auto go install -trimpath github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0 && advisories; }
own_osv-scanner() {
  export OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY=$cache/osv
  "$GOBIN/osv-scanner" scan source --offline --format json --output-file "$to/osv-scanner.json" dependency || [ $? = 1 ]
}
