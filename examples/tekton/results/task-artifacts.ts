import type { Chart } from 'cdk8s';
import { bash, EmbeddedTask, TaskRun } from 'tekwire';

/** What a task has used and made. */
export function taskArtifacts(chart: Chart): void {
  const sha256 = (digest: string) => ({ sha256: digest });
  const inputs = artifact('pkg:example.github.com/inputs', sha256('b35cacccfdb1e24dc497d15d553891345fd155713ffe647c281c583269eaaae0'));
  const image = artifact('pkg:github/package-url/purl-spec@244fd47e07d1004f0aed9c', {
    ...sha256('df85b9e3983fe2ce20ef76ad675ecf435cc99fc9350adc54fa230bae8c32ce48'),
    sha1: '95588b8f34c31eb7d62c92aaa4e6506639b06ef2',
  });
  const made = { inputs: [{ name: 'input-artifacts', ...inputs }], outputs: [{ name: 'image', ...image }] };
  const json = JSON.stringify(made, null, 2).replaceAll(/": (?=["[{])/g, '":');
  const task = new EmbeddedTask('artifacts', {
    description: 'A simple task that produces artifacts\n',
    steps: ({ artifacts }) => [
      {
        name: 'produce-artifacts',
        image: 'mirror.gcr.io/bash@sha256:e320b40b14abc61f053286705070342c46034a549a276b798e64541457c4af92',
        script: bash`
          cat > ${artifacts.path} << EOF
          ${json}
          EOF
        `,
      },
    ],
  });
  new TaskRun(chart, 'task-run-artifacts', { task });
}

function artifact(uri: string, digest: Readonly<Record<string, string>>) {
  return { values: [{ uri, digest }] };
}
