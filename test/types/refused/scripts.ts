import { App, Chart } from 'cdk8s';
import { bash, integer, node, param, python, sh, Task, words } from 'tekwire';

const chart = new Chart(new App(), 'ci');
const step = { name: 'run', image: 'bash:5.2.37' };
const params = { n: param.string(), list: param.array() };

// what compiles
new Task(chart, 'a', {
  params,
  steps: ({ params: { n, list } }) => [{ ...step, script: bash`((${integer(n)})); ls ${words(list)} ${words(n)}` }],
});
new Task(chart, 'b', {
  steps: () => [
    { ...step, script: bash({ pipefail: false })`true` },
    { ...step, script: sh({ nounset: false })`true` },
  ],
});

// error: 'pipefail' does not exist
sh({ pipefail: false });
// error: 'pipefial' does not exist
bash({ pipefial: false });
// error: Type '"array"' is not assignable to type '"string"'
new Task(chart, 'c', { params, steps: ({ params: { list } }) => [{ ...step, script: bash`sleep ${integer(list)}` }] });
// error: not assignable
new Task(chart, 'd', { params, steps: ({ params: { n } }) => [{ ...step, script: python`print(${integer(n)})` }] });
// error: not assignable
new Task(chart, 'e', { params, steps: ({ params: { n } }) => [{ ...step, script: node`f(${words(n)})` }] });
