import { dependenciesOf, pipelineGraph } from '../../src/graph';
import type { PipelineTaskSpec } from '../../src/spec';

const REF = '$(tasks.clone.results.commit)';

function task(more: Partial<PipelineTaskSpec>): PipelineTaskSpec {
  return { name: 'build', ...more };
}

it.each<[string, PipelineTaskSpec]>([
  ['a param', task({ params: [{ name: 'p', value: REF }] })],
  ['an item of a param', task({ params: [{ name: 'p', value: ['x', `a${REF}`] }] })],
  ['a key of a param', task({ params: [{ name: 'p', value: { k: REF } }] })],
  ['a matrix', task({ matrix: { params: [{ name: 'p', value: [REF] }] } })],
  ['an include of a matrix', task({ matrix: { include: [{ params: [{ name: 'p', value: REF }] }] } })],
  ['the input of a condition', task({ when: [{ input: REF, operator: 'in', values: ['x'] }] })],
  ['the values of a condition', task({ when: [{ input: 'x', operator: 'in', values: [REF] }] })],
  ['a cel condition', task({ when: [{ cel: `'${REF}' == 'x'` }] })],
  ['the script of a step', task({ taskSpec: { steps: [{ script: REF }] } })],
  ['an argument of a sidecar', task({ taskSpec: { sidecars: [{ name: 's', args: [REF] }] } })],
  ['the value of a variable', task({ taskSpec: { steps: [{ env: [{ name: 'A', value: REF }] }] } })],
  [
    'the secret of a variable',
    task({ taskSpec: { steps: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: REF, key: 'k' } } }] }] } }),
  ],
])('a result in %s makes an edge', (_, one) => {
  expect([...dependenciesOf(one).data]).toEqual(['clone']);
});

it.each<[string, PipelineTaskSpec]>([
  ['subPath', task({ workspaces: [{ name: 'w', subPath: REF }] })],
  ['displayName', task({ displayName: REF })],
  ['params of a resolver', task({ taskRef: { resolver: 'git', params: [{ name: 'url', value: REF }] } })],
  ['the name of a variable', task({ taskSpec: { steps: [{ env: [{ name: REF }] }] } })],
  ['a volume', task({ taskSpec: { volumes: [{ name: 'v', configMap: { name: REF } }] } })],
  ['quoted brackets', task({ params: [{ name: 'p', value: "$(tasks.clone.results['commit'])" }] })],
  ['a length of a matrix', task({ params: [{ name: 'p', value: '$(tasks.clone.matrix.length)' }] })],
])('%s makes no edge, although it refers to the task', (_, one) => {
  expect([...dependenciesOf(one).data]).toEqual([]);
  expect([...dependenciesOf(one).silent]).toEqual(['clone']);
});

it('runAfter does not repeat an edge of a result', () => {
  const tasks = [task({ name: 'clone' }), task({ runAfter: ['clone', 'clone'], params: [{ name: 'p', value: REF }] })];

  expect(pipelineGraph({ tasks }).edges).toEqual([{ from: 'clone', to: 'build', kind: 'data' }]);
});

it('unknown task names make no edge', () => {
  expect(pipelineGraph({ tasks: [task({ runAfter: ['nope'], params: [{ name: 'p', value: REF }] })] }).edges).toEqual([]);
});

it('the order of the tasks does not change the edges', () => {
  const tasks = [task({ name: 'a' }), task({ name: 'b', runAfter: ['a'] }), task({ name: 'c', runAfter: ['b', 'a'] })];

  expect(pipelineGraph({ tasks: [...tasks].reverse() }).edges).toEqual(pipelineGraph({ tasks }).edges);
});
