import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { folder, run, write } from './run';

it('tekwire validate skips files without Kubernetes objects in a folder, but not when they are named', () => {
  const inFolder = (name: string, text: string) => write(join('project', name), text);
  mkdirSync(join(folder, 'project'));
  const workflow = inFolder('workflow.yaml', 'on: [push]\non: [pull_request]\njobs: {}\n');
  inFolder('Chart.yaml', 'apiVersion: v2\nname: app\nversion: 1.0.0\n');
  inFolder('kustomization.yaml', 'resources: [task.yaml]\n');
  inFolder('playbook.yaml', '- hosts: all\n');
  inFolder('forgotten.yaml', 'metadata: {name: build}\nspec: {steps: []}\n');

  expect(run('validate', join(folder, 'project'))).toEqual({
    code: 1,
    out: [expect.stringContaining('forgotten.yaml:1:1  error TW001  apiVersion: apiVersion is missing')],
    err: ['1 object checked, 4 skipped, 2 errors'],
  });
  expect(run('validate', workflow).code).toBe(1);
});
