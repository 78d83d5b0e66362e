install_grype() { go install -trimpath -ldflags '-s -w -X main.version=0.121.2' github.com/anchore/grype/cmd/grype@v0.121.2; }
