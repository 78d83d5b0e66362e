import type { Construct } from 'constructs';
import { EmbeddedTask, param, result, sh, Task, type TaskBody, type UsableTask, workspace } from 'tekwire';
import type { Choices } from './random-choices';

/** A Task of which only the declarations are known, as the compiler sees any Task. */
export type AnyTask = UsableTask<Declarations['params'], Declarations['results'], Declarations['workspaces']>;

/** The keys that objects have here: few, so that values of one Task fit params of another. */
export const KEY_SETS = [
  ['a', 'b'],
  ['http', 'https'],
] as const;

type ParamDeclaration = ReturnType<typeof randomParam>;
type ResultDeclaration = ReturnType<typeof randomResult>;
type WorkspaceDeclaration = ReturnType<typeof randomWorkspace>;
interface Declarations {
  readonly params: Readonly<Record<string, ParamDeclaration>>;
  readonly results: Readonly<Record<string, ResultDeclaration>>;
  readonly workspaces: Readonly<Record<string, WorkspaceDeclaration>>;
}

/** A Task, or one that stands in its pipelines, with params, results and workspaces of every kind. Its param names are its own, so that lifted ones cannot clash. */
export function randomTask(choices: Choices, scope: Construct, id: string): AnyTask {
  const params = randomParams(choices, id, 4);
  const results = Object.fromEntries(choices.list(0, 3, (i) => [`${choices.oneOf(['r', 'R_', '9-'])}${i}`, randomResult(choices)]));
  const workspaces = Object.fromEntries(choices.list(0, 2, (i) => [`w${i}`, randomWorkspace(choices)]));
  const body: TaskBody<Declarations['params'], Declarations['results'], Declarations['workspaces']> = {
    params,
    results,
    workspaces,
    steps: (context) => {
      const [path] = Object.values(context.results);
      const [directory] = Object.values(context.workspaces);
      const texts = Object.entries(context.params).filter(([name]) => params[name]?.type === 'string');
      // an optional workspace is not used without a look at whether it is bound
      const bound = (directory as { readonly bound?: never } | undefined)?.bound;
      const env = Object.fromEntries([
        ...texts.map(([, ref], i) => [`TEXT_${i}`, ref as never]),
        ...(bound === undefined ? [] : [['BOUND', bound]]),
      ]);
      const lists = Object.entries(context.params).filter(([name]) => params[name]?.type === 'array');
      return [
        {
          name: 'main',
          image: 'busybox:1.37.0',
          env,
          args: lists.map(([, ref]) => ref as never),
          script: sh`echo "$@" ${(texts[0]?.[1] ?? 'none') as string} in ${directory?.path ?? '/'} to ${path?.path ?? '/dev/null'}`,
        },
      ];
    },
  };
  return choices.isChosen() ? new Task(scope, id, body) : new EmbeddedTask(id, body);
}

/**
 * Params of any kind, under names that Tekton takes. Only texts get names with dots: objects may not have them, and lists under such
 * names are admitted but cannot be passed on (substitution.go matches no `['name'][*]`).
 */
export function randomParams(choices: Choices, prefix: string, max: number): Record<string, ParamDeclaration> {
  const entries = choices.list(0, max, (i) => {
    const declaration = randomParam(choices);
    const base = `${prefix}-${i}`;
    const names = [base, `_${base}`, base.toUpperCase()];
    return [choices.oneOf(declaration.type === 'string' ? [...names, `${base}.x`] : names), declaration] as const;
  });
  return Object.fromEntries(entries);
}

// Lists have two items at least, so that items can be taken from them.
function randomParam(choices: Choices) {
  const description = choices.isChosen() ? { description: choices.literal() } : {};
  const isOptional = choices.isChosen();
  const kind = choices.oneOf(['string', 'array', 'object'] as const);
  if (kind === 'string') return param.string(isOptional ? { default: choices.literal(), ...description } : description);
  if (kind === 'array') return param.array(isOptional ? { default: [choices.literal(), choices.literal()], ...description } : description);
  const properties = choices.oneOf(KEY_SETS);
  const value = Object.fromEntries(properties.map((key) => [key, choices.literal()])) as Record<(typeof properties)[number], string>;
  return param.object(isOptional ? { properties, default: value, ...description } : { properties, ...description });
}

function randomResult(choices: Choices) {
  const kind = choices.oneOf(['string', 'array', 'object'] as const);
  if (kind === 'string') return result.string();
  if (kind === 'array') return result.array({ description: 'a list' });
  return result.object({ properties: choices.oneOf(KEY_SETS) });
}

function randomWorkspace(choices: Choices) {
  return choices.isChosen() ? workspace() : workspace({ optional: true, readOnly: choices.isChosen() });
}
