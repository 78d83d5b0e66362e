# the two replacements of its own go.mod
install_trufflehog() {
  go_program trufflehog github.com/trufflesecurity/trufflehog/v3 v3.97.0 \
    -replace github.com/jpillora/overseer=github.com/trufflesecurity/overseer@v1.2.8 \
    -replace github.com/coinbase/waas-client-library-go=github.com/trufflesecurity/waas-client-library-go@v1.0.9
}
# without the secrets themselves
own_trufflehog() {
  node -e "import('$here/plant-token.mjs').then(({ plantToken }) => plantToken('.'))"
  "$GOBIN/trufflehog" filesystem . --json --no-verification --no-update | sed -E 's/"(Raw|RawV2|Redacted)":"[^"]*"/"\1":""/g; s/"SecretParts":\{[^}]*\}/"SecretParts":{}/g' >"$to/trufflehog.json"
}
