# scans android
install_mobsfscan() { pip_install mobsfscan mobsfscan==1.1.0; }
own_mobsfscan() { PATH=$cache/mobsfscan/bin:$PATH command mobsfscan --json --no-fail -o "$to/mobsfscan.json" android >/dev/null; }
