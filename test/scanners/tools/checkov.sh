# scans infra
install_checkov() { pip_install checkov checkov==3.3.26; }
own_checkov() { "$cache/checkov/bin/checkov" -d infra -o cli --soft-fail --skip-download --quiet --compact | grep '^Passed checks' >"$to/checkov.txt"; }
