import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

it('writes one file, with the pipeline and its Tasks', () => {
  const before = process.env.CDK8S_OUTDIR;
  // as `cdk8s synth` does
  const folder = mkdtempSync(join(tmpdir(), 'golang-project-'));
  process.env.CDK8S_OUTDIR = folder;

  require('./main');

  if (before === undefined) delete process.env.CDK8S_OUTDIR;
  else process.env.CDK8S_OUTDIR = before;
  expect(readdirSync(folder)).toEqual(['golang-project.k8s.yaml']);
});
