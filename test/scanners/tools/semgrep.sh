install_semgrep() { pip_install semgrep semgrep==1.180.0; }
