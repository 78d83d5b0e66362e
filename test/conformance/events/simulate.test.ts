import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BindingError, ExpressionError, Expressions, eventData, headersOf, resolveParams, Unsimulated } from '../../../src/simulate';
import { headersOf as canonical } from '../../../src/simulate/header';
import { eventCases } from '../../events/cases';
import { fc } from '../../support/random';
import { binding, body, expression, headers } from './random-events';

const run = promisify(execFile);
const count = Number(process.env.CONFORMANCE_COUNT ?? 200);
const tool = (name: string) => join(process.env.TRIGGERS_TOOLS ?? '', name);
const folder = mkdtempSync(join(tmpdir(), 'tekwire-simulate-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, String(files++));
  writeFileSync(path, content);
  return path;
}

type HeaderPairs = readonly (readonly [string, string])[];

function requestFile(given: HeaderPairs, text: string): string {
  const lines = [['Host', 'el-hooks'], ...given, ['Content-Length', String(Buffer.byteLength(text))]];
  return file(`POST / HTTP/1.1\n${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${text}`);
}

const FAILED = Symbol('failed');

async function judged(name: string, args: readonly string[]): Promise<string | typeof FAILED> {
  try {
    return (await run(tool(name), args)).stdout;
  } catch {
    return FAILED;
  }
}

/** The headers that Go's server adds to what was sent. */
function received(given: HeaderPairs, text: string) {
  return canonical([...given, ['Content-Length', String(Buffer.byteLength(text))]]);
}

function ours(given: HeaderPairs, text: string, expressionText: string): unknown {
  try {
    const event = { body: text, headers: received(given, text), url: '/', extensions: {}, compareSecret: () => false };
    return new Expressions(event).value(expressionText);
  } catch (error) {
    if (error instanceof ExpressionError) return FAILED;
    throw error;
  }
}

async function compareExpression(given: HeaderPairs, text: string, expressionText: string): Promise<void> {
  let own: unknown;
  try {
    own = ours(given, text, expressionText);
  } catch (error) {
    // what is not simulated is said to be so
    expect(error).toBeInstanceOf(Unsimulated);
    return;
  }
  // cel-eval prints null as its number
  const theirs = await judged('cel-eval', ['-e', file(expressionText), '-r', requestFile(given, text)]);
  expect([expressionText, text, own === FAILED ? FAILED : own === null ? '0' : String(own)]).toEqual([expressionText, text, theirs]);
}

describe("random requests, compared with Triggers' own programs", () => {
  it('expressions have the value that cel-eval prints', async () => {
    await fc.assert(
      fc.asyncProperty(headers, body, expression, async (given, payload, text) => compareExpression(given, JSON.stringify(payload), text)),
      { numRuns: count * 2 },
    );
  });

  it('params have the value that binding-eval prints', async () => {
    await fc.assert(
      fc.asyncProperty(headers, body, fc.array(binding, { minLength: 1, maxLength: 3 }), async (given, payload, values) => {
        const text = JSON.stringify(payload);
        const params = values.map((value, at) => ({ name: `p${at}`, value }));
        const manifest = { apiVersion: 'triggers.tekton.dev/v1beta1', kind: 'TriggerBinding', metadata: { name: 'b' }, spec: { params } };
        const theirs = await judged('binding-eval', ['-b', file(JSON.stringify(manifest)), '-r', requestFile(given, text)]);
        let own: unknown = FAILED;
        try {
          own = resolveParams(params, eventData(text, received(given, text), {}, ''), undefined);
        } catch (error) {
          expect(error).toBeInstanceOf(BindingError);
        }
        expect([values, text, own]).toEqual([values, text, theirs === FAILED ? FAILED : JSON.parse(theirs)]);
      }),
      { numRuns: count },
    );
  });
});

describe("the payloads of the providers, compared with Triggers' own programs", () => {
  it.each(eventCases.map((one) => [one.title, one] as const))('%s', async (_, { event, fires, ignores }) => {
    for (const { headers: own, payload } of [...fires.map(([sent]) => sent), ...ignores]) {
      const text = JSON.stringify(payload);
      const given = Object.entries(own);
      const conditions = event.conditions.map((one) =>
        (typeof one === 'string' ? one : one.cel).replace(/\.compareSecret\('token', 'hook'\)/, " == 'token'"),
      );
      for (const one of [...conditions, ...Object.values(event.fields).map(({ cel }) => cel)]) await compareExpression(given, text, one);
    }
  });
});

it('headers are found by any spelling of their names', () => {
  expect(headersOf([['x-github-EVENT', 'push']])).toEqual({ 'X-Github-Event': ['push'] });
});
