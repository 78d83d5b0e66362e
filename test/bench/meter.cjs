// Preloaded into a measured process: writes its CPU milliseconds to descriptor 3 when it ends.
const { writeSync } = require('node:fs');

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, String((user + system) / 1000));
});
