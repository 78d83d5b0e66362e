import { describeParam, readParams } from '../../../src/cli/run/params';
import { readWorkspaces, WORKSPACE_FORMS } from '../../../src/cli/run/workspaces';
import type { ParamSpec } from '../../../src/spec';
import { fc } from '../../support/random';

const declared: readonly ParamSpec[] = [
  { name: 'url', type: 'string', description: 'repository to clone' },
  { name: 'env', type: 'string', enum: ['dev', 'prod'], default: 'dev' },
  { name: 'targets', type: 'array', default: [] },
  { name: 'image', type: 'object', properties: { name: { type: 'string' }, tag: { type: 'string' } }, default: { tag: 'latest' } },
];
const read = (...given: string[]) => readParams(given, declared);

describe('-p', () => {
  it.each([
    ['url=https://acme.example/?a=b', 'https://acme.example/?a=b'],
    ['url=', ''],
    ['env=prod', 'prod'],
    ['targets=amd64,arm64', ['amd64', 'arm64']],
    ['targets=["a,b", "c"]', ['a,b', 'c']],
    ['targets=', []],
    ['image=name:web,tag:1.2', { name: 'web', tag: '1.2' }],
    ['image={"name":"web:8080"}', { name: 'web:8080' }],
  ])('%s is the value that the declaration says', (option, value) => {
    expect(read(option)).toMatchObject({ params: [{ value }], problems: [] });
  });

  it('is in the order of the declaration, and a repeated array gets more items', () => {
    expect(read('targets=a', 'url=x', 'targets=b,c').params).toEqual([
      { name: 'url', value: 'x' },
      { name: 'targets', value: ['a', 'b', 'c'] },
    ]);
  });

  it.each([
    ['ulr=x', '-p ulr: unknown param "ulr" (available: url, env, image, targets); did you mean "url"?'],
    ['url', '-p "url": expected NAME=VALUE, as in -p revision=main'],
    ['env=prd', '-p env: unknown value "prd"; expected one of: dev, prod; did you mean "prod"?'],
    ['targets=[1]', '-p targets: "[1]" is not a JSON array of strings, as ["a", "b"]; write items without brackets as a,b'],
    ['image=web', '-p image: "web" is not an object of strings; expected key:value,key:value or JSON, as {"key": "value"}'],
    ['image=nme:web', '-p image: unknown key "nme" (available: name, tag); did you mean "name"?'],
    ['image=tag:1', '-p image: missing keys: name'],
  ])('%s is refused', (option, problem) => {
    expect(read('url=x', option).problems.concat(read('url=x', option).missing.map(describeParam))).toEqual(
      expect.arrayContaining([problem]),
    );
  });

  it('a string that is given twice is refused', () => {
    expect(read('url=a', 'url=b').problems).toEqual(['-p url: given 2 times; expected one string']);
  });

  it('params without a value and a default are missing', () => {
    expect(read().missing.map(describeParam)).toEqual(['url (string): repository to clone', 'image (object)'].slice(0, 1));
  });

  it('any array arrives as JSON as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (items) => {
        expect(read(`targets=${JSON.stringify(items)}`)).toMatchObject({ params: [{ value: items }], problems: [] });
      }),
    );
  });
});

const workspaces = [{ name: 'code' }, { name: 'key', optional: true }];
const claim = (storage: string) => ({
  name: 'code',
  volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } },
});

describe('-w', () => {
  it.each([
    ['code=2Gi', claim('2Gi')],
    ['code=claim:cache', { name: 'code', persistentVolumeClaim: { claimName: 'cache' } }],
    ['code=claim:cache/a/b', { name: 'code', persistentVolumeClaim: { claimName: 'cache' }, subPath: 'a/b' }],
    ['code=emptydir', { name: 'code', emptyDir: {} }],
    ['code=secret:deploy-key', { name: 'code', secret: { secretName: 'deploy-key' } }],
    ['code=config:settings', { name: 'code', configMap: { name: 'settings' } }],
    ['name=code,claimName=cache,subPath=a', { name: 'code', persistentVolumeClaim: { claimName: 'cache' }, subPath: 'a' }],
    ['name=code,emptyDir=Memory', { name: 'code', emptyDir: { medium: 'Memory' } }],
    ['name=code,secret=deploy-key', { name: 'code', secret: { secretName: 'deploy-key' } }],
  ])('%s binds the workspace', (option, binding) => {
    expect(readWorkspaces([option], workspaces)).toEqual({ bindings: [binding], assumed: [], problems: [] });
  });

  it.each([
    ['cod=1Gi', '-w "cod=1Gi": unknown workspace "cod" (available: code, key); did you mean "code"?'],
    ['code=clame:x', `-w "code=clame:x": ${WORKSPACE_FORMS}`],
    ['code', `-w "code": ${WORKSPACE_FORMS}`],
    ['code=claim:', `-w "code=claim:": ${WORKSPACE_FORMS}`],
    [
      'name=code,claimname=x',
      '-w "name=code,claimname=x": unknown field "claimname" (available: claimName, config, size, subPath, emptyDir and 1 more); did you mean "claimName"?',
    ],
  ])('%s is refused', (option, problem) => {
    expect(readWorkspaces([option], workspaces).problems).toEqual([problem]);
  });

  it('takes what the Pipeline says, else a new claim of 1Gi, and leaves optional workspaces unbound', () => {
    expect(readWorkspaces([], workspaces)).toEqual({ bindings: [claim('1Gi')], assumed: ['code'], problems: [] });
    expect(readWorkspaces([], workspaces, [claim('5Gi')])).toEqual({ bindings: [claim('5Gi')], assumed: [], problems: [] });
  });
});
