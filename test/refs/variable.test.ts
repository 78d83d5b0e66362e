import { parseVariable, scan } from '../../src/refs';
import { fc } from '../support/random';

const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,10}[a-z0-9])?$/);

describe('scan', () => {
  it.each([
    ['nothing to see', []],
    ['$(params.a)', ['params.a']],
    ['$(params.a) and $(params.b)', ['params.a', 'params.b']],
    ['echo $(cat $(params.file))', ['params.file']],
    ['$(workspaces.$(params.dir).path)', ['params.dir']],
    ['$(never closed', []],
    ['$(closed) $(not', ['closed']],
    ['$()', ['']],
  ])('%j contains the variables %j', (text, bodies) => {
    expect(scan(text).map(({ body }) => body)).toEqual(bodies);
  });

  it('the position of a variable is that of its dollar sign', () => {
    expect(scan('a $(b) c $(d)').map(({ at }) => at)).toEqual([2, 9]);
  });

  it('a variable inside any text is found again', () => {
    const plain = fc.string().filter((text) => !text.includes('$(') && !text.endsWith('$'));
    fc.assert(
      fc.property(plain, name, plain, (before, body, after) => {
        const found = scan(`${before}$(${body})${after}`);

        expect(found).toEqual([{ body, at: before.length }]);
      }),
    );
  });
});

describe('parseVariable', () => {
  it.each([
    ['params.url', { kind: 'param', name: 'url', extra: false }],
    ["params['a.b']", { kind: 'param', name: 'a.b', extra: false }],
    ['params["a.b"]', { kind: 'param', name: 'a.b', extra: false }],
    ['params.tags[*]', { kind: 'param', name: 'tags', index: '*', extra: false }],
    ['params.tags[12]', { kind: 'param', name: 'tags', index: '12', extra: false }],
    ["params['tags'][*]", { kind: 'param', name: 'tags', index: '*', extra: false }],
    ['params.proxy.http', { kind: 'param', name: 'proxy', key: 'http', extra: false }],
    ['params.a.b.c', { kind: 'param', name: 'a', key: 'b', extra: true }],
    ["params.it's", { kind: 'param', name: "it's", extra: false }],
    ['tasks.a.results.r', { kind: 'task-result', task: 'a', result: 'r', isSeen: true }],
    ['tasks.a.results.r[*]', { kind: 'task-result', task: 'a', result: 'r', index: '*', isSeen: true }],
    ['tasks.a.results.r.k', { kind: 'task-result', task: 'a', result: 'r', key: 'k', isSeen: true }],
    ["tasks.a.results['r']", { kind: 'task-result', task: 'a', result: 'r', isSeen: false }],
    ['tasks.a.results.x.y.z', { kind: 'task-result', task: 'a', result: 'x.y.z', isSeen: false }],
    ['tasks.a.results.r s', { kind: 'task-result', task: 'a', result: 'r s', isSeen: false }],
    ['finally.a.results.r', { kind: 'finally-result', task: 'a', result: 'r' }],
    ['tasks.a.status', { kind: 'task-status', task: 'a', field: 'status' }],
    ['tasks.a.reason', { kind: 'task-status', task: 'a', field: 'reason' }],
    ['tasks.status', { kind: 'tasks-status' }],
    ['tasks.a.matrix.length', { kind: 'matrix-length', task: 'a' }],
    ['tasks.a.matrix.r.length', { kind: 'matrix-length', task: 'a', result: 'r' }],
    ['tasks.a.outputs.image', { kind: 'task-artifact', task: 'a', direction: 'outputs', name: 'image' }],
    ['results.digest.path', { kind: 'result-path', name: 'digest' }],
    ['step.results.digest.path', { kind: 'result-path', name: 'digest' }],
    ['steps.build.results.digest', { kind: 'step-result', step: 'build', result: 'digest' }],
    ['workspaces.source.path', { kind: 'workspace', name: 'source', field: 'path' }],
    ['context.taskRun.name', { kind: 'context', path: 'taskRun.name' }],
    ['date', { kind: 'other', scope: 'date' }],
    ['params', { kind: 'other', scope: 'params' }],
    ['', { kind: 'other', scope: '' }],
  ])('%s is parsed', (body, variable) => {
    expect(parseVariable(body)).toEqual(variable);
  });

  it('a reference is the same after printing and parsing', () => {
    const index = fc.option(fc.oneof(fc.constant('*'), fc.nat(99).map(String)), { nil: undefined });
    fc.assert(
      fc.property(name, name, index, (task, result, at) => {
        const read = parseVariable(`tasks.${task}.results.${result}${at === undefined ? '' : `[${at}]`}`);

        expect(read).toEqual({ kind: 'task-result', task, result, isSeen: true, ...(at === undefined ? {} : { index: at }) });
      }),
    );
  });

  it('it does not throw for any text between the parentheses', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(params|tasks|results|steps)[.['"\]a-z0-9*]{0,20}$/)), (body) => {
        expect(typeof parseVariable(body).kind).toBe('string');
      }),
    );
  });
});
