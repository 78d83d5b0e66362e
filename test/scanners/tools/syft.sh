# scans dependency
install_syft() { go install -trimpath -ldflags '-s -w -X main.version=1.54.1' github.com/anchore/syft/cmd/syft@v1.54.1; }
