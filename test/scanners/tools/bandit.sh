install_bandit() { pip_install bandit 'bandit[sarif]==1.9.4'; }
# by pip it writes SARIF, which our conversion of its JSON is compared with
own_bandit() { "$cache/bandit/bin/bandit" -q -r . --exit-zero -f sarif -o "$to/bandit.sarif"; }
