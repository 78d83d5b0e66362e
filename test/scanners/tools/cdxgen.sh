# scans python
install_cdxgen() { npm install --prefix "$cache/cdxgen" --no-save --no-audit --no-fund --ignore-scripts @cyclonedx/cdxgen@12.8.4; }
