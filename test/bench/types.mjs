import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilers } from '../../tools/lib/compilers.mjs';
import { root } from '../../tools/lib/project.mjs';
import { must } from '../../tools/lib/run.mjs';

const folder = 'dist/bench/types';

/** Type instantiations and seconds that `tsc --noEmit` needs for a program of `count` typed tasks and as many adds in one chain. */
export async function typeCheck(count) {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, `chain-${count}.ts`), program(count));
  const project = join(folder, `chain-${count}.json`);
  writeFileSync(join(root, project), JSON.stringify({ extends: '../../../test/types/tsconfig.json', include: [`chain-${count}.ts`] }));
  const args = [compilers.at(-1).tsc, '-p', project, '--noEmit', '--extendedDiagnostics', '--singleThreaded'];
  const output = await must(process.execPath, args);
  const figure = (name) => Number(output.match(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm'))[1]);
  return { instantiations: figure('Instantiations'), seconds: figure('Total time') };
}

function program(count) {
  const lines = [
    "import { App, Chart } from 'cdk8s';",
    "import { Pipeline, Task, param, result, sh } from 'tekwire';",
    "const chart = new Chart(new App(), 'types');",
    "const pipeline = new Pipeline(chart, 'types', { params: { revision: param.string() } });",
  ];
  for (let index = 0; index < count; index += 1) lines.push(...link(index));
  return `${lines.join('\n')}\n`;
}

function link(index) {
  const input = index === 0 ? 'pipeline.params.revision' : `added${index - 1}.results.out${index - 1}`;
  return [
    `const task${index} = new Task(chart, 'task-${index}', {`,
    `  params: { input${index}: param.string(), depth: param.string({ default: '1' }) },`,
    `  results: { out${index}: result.string() },`,
    `  steps: ({ params, results }) => [{ name: 'work', image: 'docker.io/library/busybox:1.37.0', script: sh\`echo \${params.input${index}} > \${results.out${index}.path}\` }],`,
    '});',
    `const added${index} = pipeline.add(task${index}, { params: { input${index}: ${input} } });`,
  ];
}
