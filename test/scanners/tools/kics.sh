# scans infra
# its queries lie beside the program, as in its image
install_kics() {
  go install -trimpath github.com/Checkmarx/kics/v2/cmd/console@v2.2.0
  mkdir -p "$cache/kics/bin"
  mv "$GOBIN/console" "$cache/kics/bin/kics"
  cp -R "$(go mod download -json github.com/Checkmarx/kics/v2@v2.2.0 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')/assets" "$cache/kics/bin/assets"
  chmod -R u+w "$cache/kics/bin/assets"
}
own_kics() { "$cache/kics/bin/kics" scan -p infra -o out --report-formats json --output-name kics --ignore-on-exit results --ci --disable-full-descriptions && cp out/kics.json "$to"; }
