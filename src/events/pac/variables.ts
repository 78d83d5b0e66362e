import type { Event } from '../event';
import { pathOf } from '../field';

/** Fields that people write freely. Inserted into YAML, a quote or a line break in them would change the run. */
const FREE_TEXT = new Set(['title', 'message', 'comment']);

// what Pipelines-as-Code computes with the same result (pkg/customparams/standard.go, pkg/formatting/vcs.go SanitizeBranch)
const STANDARD: Readonly<Record<string, string>> = { branch: 'target_branch', tag: 'git_tag' };

const USE = /\$\(tt\.params\.([_a-zA-Z][_a-zA-Z0-9.-]*)\)/g;
const OWN = /\{\{([^}]{2,})\}\}/g;
const KNOWN =
  /^(?:body|headers|files|cel:|revision$|repo_url$|repo_owner$|repo_name$|target_branch$|source_branch$|git_tag$|source_url$|sender$|target_namespace$|event_type$|trigger_comment$|pull_request_labels$|pull_request_number$|git_auth_secret$)/;

/** The variable of Pipelines-as-Code for a field of the event, or why there is none. */
function variableOf(event: Event, name: string): { readonly variable: string } | { readonly mistake: string } {
  if (FREE_TEXT.has(name))
    return {
      mistake: `Pipelines-as-Code inserts "${name}" into YAML, where a quote or line break in it would change the run; let a step ask the provider for it`,
    };
  const field = Object.hasOwn(event.fields, name) ? event.fields[name] : undefined;
  const path = field && pathOf(field);
  if (path !== undefined) return { variable: `{{ ${path} }}` };
  const known = Object.hasOwn(STANDARD, name) && field?.cel.startsWith('body.ref.substring(') ? STANDARD[name] : undefined;
  if (known !== undefined) return { variable: `{{ ${known} }}` };
  const inner = /^string\(int\((body(?:\.\w+)+)\)\)$/.exec(field?.cel ?? '')?.[1];
  if (inner !== undefined) return { variable: `{{ ${inner} }}` };
  return { mistake: `Pipelines-as-Code cannot compute "${name}" of the event "${event.kind}"` };
}

/** Replaces the values of the event by variables, in every string. */
export function withVariables<T>(value: T, event: Event): T {
  return mapStrings(value, (text) =>
    text.replace(USE, (_, name) => {
      const found = variableOf(event, name);
      // a mistake, which is reported
      return 'variable' in found ? found.variable : 'unknown';
    }),
  ) as T;
}

/** Why values cannot be variables. */
export function mistakesIn(value: unknown, event: Event): readonly string[] {
  const names = new Set([...JSON.stringify(value).matchAll(USE)].map(([, name = '']) => name));
  return [...names].sort().flatMap((name) => {
    const found = variableOf(event, name);
    return 'mistake' in found ? [found.mistake] : [];
  });
}

/** Variables in strings of the program, which Pipelines-as-Code would replace too, such as one in a script. */
export function strayVariables(value: unknown): readonly string[] {
  const found = new Set<string>();
  mapStrings(value, (text) => {
    for (const [whole, name = ''] of text.matchAll(OWN)) if (KNOWN.test(name.trim())) found.add(whole);
    return text;
  });
  return [...found].sort();
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
