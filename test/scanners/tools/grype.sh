install_grype() { go install -trimpath -ldflags '-s -w -X main.version=0.120.0' github.com/anchore/grype/cmd/grype@v0.120.0; }
