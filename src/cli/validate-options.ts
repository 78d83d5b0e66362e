import { groupings } from '../check';
import { reports } from '../diagnostics';
import { type Option, outputOption } from './command';
import { featureOption } from './features';

const several = { type: 'string', multiple: true, default: [] as string[] } as const;

/** The options of `tekwire validate`. */
export const validateOptions = {
  output: outputOption(reports),
  set: { type: 'string', value: 'HOW', summary: 'which files are checked together', choices: groupings },
  config: {
    type: 'string',
    value: 'FILE',
    summary:
      'the config file (docs/config.md); default: tekwire.config.json or .yaml in the working directory or the nearest folder around it',
  },
  feature: featureOption,
  lint: {
    ...several,
    value: 'CODE',
    summary:
      'an opt-in rule to add to the recommended advice, as in --lint TW520; all: every opt-in rule; none: no advice except codes listed beside it. TW580 runs shellcheck on scripts',
  },
  external: {
    ...several,
    value: 'KIND/NAME',
    summary: "an external object, not reported as missing, as in --external Task/git-clone or 'StepAction/*'",
  },
  allow: {
    ...several,
    value: 'CODE:REASON',
    summary:
      'leaves out a warning, or an error that Tekton would not report, as in --allow "TW513: the image\'s sh is bash"; what Tekton refuses stays',
  },
  rules: {
    ...several,
    value: 'FILE',
    summary: 'a JavaScript module that exports "rules", an array of your own rules to add (docs/own-rules.md)',
  },
  'stdin-filename': {
    type: 'string',
    value: 'FILE',
    summary: 'the file that standard input replaces, for editors: its name is in messages, and its saved content is ignored',
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    summary: 'what makes the command fail',
    choices: { error: { summary: 'errors' }, warning: { summary: 'errors and warnings' } },
  },
  'update-baseline': {
    type: 'boolean',
    default: false,
    summary: 'record what is found in the baseline (tekwire.baseline.json), so that only what is new is reported from then on',
  },
  quiet: { type: 'boolean', short: 'q', default: false, summary: 'report only what makes the command fail, and no summary' },
  color: {
    type: 'string',
    value: 'WHEN',
    summary: 'colours of the report',
    choices: {
      auto: { summary: 'on a terminal; NO_COLOR and FORCE_COLOR count' },
      always: { summary: 'always' },
      never: { summary: 'never' },
    },
  },
  'allow-empty': { type: 'boolean', default: false, summary: 'succeed when there is no Tekton object to check' },
} as const satisfies Readonly<Record<string, Option>>;
