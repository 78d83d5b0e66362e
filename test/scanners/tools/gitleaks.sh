# version 8.30.1
install_gitleaks() { go install -trimpath github.com/zricethezav/gitleaks/v8@v8.30.1; }
own_gitleaks() { "$GOBIN/gitleaks" dir --no-banner --redact --report-format=json --report-path="$to/gitleaks.json" --exit-code=0 .; }
