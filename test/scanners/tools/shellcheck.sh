# version 0.9.0
install_shellcheck() { debian_packages shellcheck shellcheck; }
own_shellcheck() { "$cache/shellcheck/root/usr/bin/shellcheck" -f gcc shell/deploy.sh shell/hook >"$to/shellcheck.txt" || [ $? = 1 ]; }
