// Runs programs one after the other in this process, each in its folder as a user would, and sends what became of each to the parent.
const fs = require('node:fs');

const { writeSync } = fs;

/** @typedef {{ program: string, cwd: string, outdir: string }} Program */

/** @param {Program} one */
async function runOne({ program, cwd, outdir }) {
  let output = '';
  /** @param {string | Uint8Array} chunk */
  const keep = (chunk) => {
    output += chunk;
    return true;
  };
  process.stdout.write = /** @type {typeof process.stdout.write} */ (keep);
  process.stderr.write = /** @type {typeof process.stderr.write} */ (keep);
  // the warnings of a synth
  fs.writeSync = /** @type {typeof writeSync} */ (
    (/** @type {number} */ fd, /** @type {string} */ text) => (fd === process.stderr.fd ? Number(keep(text)) : writeSync(fd, text))
  );
  process.env.CDK8S_OUTDIR = outdir;
  process.chdir(cwd);
  try {
    require(program);
    // what a synth leaves for later
    await new Promise((done) => setImmediate(done));
    return { code: 0, output };
  } catch (error) {
    return { code: 1, output: `${output}${error instanceof Error ? error.stack : error}\n` };
  }
}

process.once('message', async (/** @type {Program[]} */ programs) => {
  const results = [];
  for (const one of programs) results.push(await runOne(one));
  process.send?.(results, () => process.disconnect());
});
