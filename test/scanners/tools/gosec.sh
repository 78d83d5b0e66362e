# version 2.28.0
# scans go
install_gosec() { (cd "$here/../e2e/scanners/gosec" && go build -trimpath -o "$GOBIN/gosec" github.com/securego/gosec/v2/cmd/gosec); }
