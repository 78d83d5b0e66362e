# scans infra
# its queries lie beside the program, as in its image
install_kics() {
  go install -trimpath -ldflags "-s -w -X github.com/Checkmarx/kics/v2/internal/constants.Version=v2.2.0" github.com/Checkmarx/kics/v2/cmd/console@v2.2.0
  rm -rf "$cache/kics"
  mkdir -p "$cache/kics/bin"
  mv "$GOBIN/console" "$cache/kics/bin/kics"
  cp -R "$(go mod download -json github.com/Checkmarx/kics/v2@v2.2.0 | sed -n 's/.*"Dir": "\(.*\)",/\1/p')/assets" "$cache/kics/bin/assets"
  chmod -R u+w "$cache/kics/bin/assets"
}
