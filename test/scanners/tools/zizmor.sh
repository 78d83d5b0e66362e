# scans workflows
install_zizmor() { pip_install zizmor zizmor==1.30.1; }
own_zizmor() { "$cache/zizmor/bin/zizmor" --offline --no-exit-codes --format json workflows >"$to/zizmor.json"; }
