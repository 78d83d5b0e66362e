# version 3.0.8
# under the name that it has in its image, with its data where it was unpacked
install_testssl() {
  debian_packages testssl testssl.sh bind9-host bsdextrautils
  mkdir -p "$cache/testssl/bin"
  sed "s#/etc/testssl#$cache/testssl/root&#" "$cache/testssl/root/usr/bin/testssl" >"$cache/testssl/bin/testssl.sh"
  chmod +x "$cache/testssl/bin/testssl.sh"
}
