# scans javascript
# what the component installs itself where the image does not have it
install_eslint() { npm install --prefix "$cache/eslint" --no-save --no-audit --no-fund --ignore-scripts eslint@10.15.0 @microsoft/eslint-formatter-sarif@3.1.0 eslint-plugin-security@4.1.0 @typescript-eslint/parser@8.74.0 typescript@5.9.3; }
own_eslint() {
  ln -s "$cache/eslint/node_modules" javascript/node_modules
  cd javascript
  node "$here/component-value.mjs" eslint CONFIGURATION >security.config.mjs
  rm eslint.config.mjs
  npx eslint --config security.config.mjs --no-inline-config -f json -o "$to/eslint.json" app.js || [ $? = 1 ]
}
