import { RUNTIME_IMAGE, runtimeScript } from '../../roles';
import { sh } from '../../script';
import { type FutureConstruct, refuse } from '../../synth';
import type { Step } from '../../task';
import { fail } from './step';

const SCRATCH = '/scratch';
const INPUT = `${SCRATCH}/input.json`;
const MODULE = `${SCRATCH}/policy.rego`;

/** Where OPA leaves its decisions. */
export const DECISIONS = `${SCRATCH}/decisions.json`;

/** Returns the module in Rego; throws when it is not one of the package tekwire. */
export function demandModule(owner: FutureConstruct, rego: string | undefined): string | undefined {
  if (rego !== undefined && typeof rego !== 'string') refuse(owner, 'rego', rego, 'a module in Rego');
  if (rego !== undefined && !/^\s*package\s+tekwire\s*$/m.test(rego))
    fail(owner, 'rego', 'the module is not of the package tekwire; write "package tekwire"');
  if (rego?.includes('$(')) fail(owner, 'rego', 'the module contains "$(", which Tekton would replace');
  return rego;
}

/** The step that writes the findings for OPA, OPA itself, and the step that applies its decisions. */
export function regoSteps(policy: Step, rego: string, args: Step['args'], image = 'openpolicyagent/opa:1.19.1-debug'): readonly Step[] {
  const volumeMounts = [{ name: 'scratch', mountPath: SCRATCH }];
  return [
    {
      name: 'input',
      image: RUNTIME_IMAGE,
      script: runtimeScript('policy-input'),
      args,
      env: { ...policy.env, INPUT, MODULE, REGO: rego },
      volumeMounts,
      // the last step must run to report the failure
      onError: 'continue',
    },
    {
      name: 'opa',
      image,
      script: sh`opa eval --format=json --data=${MODULE} --input=${INPUT} data.tekwire.decisions > ${DECISIONS}`,
      volumeMounts,
      onError: 'continue',
    },
    { ...policy, volumeMounts: [{ name: 'scratch', mountPath: SCRATCH, readOnly: true }] },
  ];
}
