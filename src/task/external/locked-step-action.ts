import { reportName } from '../../synth';
import { type ActionStepProps, StepActionReference } from '../action-step';
import type { Rest } from '../arguments';
import type { ParamDeclarations, ResultDeclarations } from '../declarations';
import type { StepWithResults } from '../step';
import type { LockedAddress, LockedSurface } from './locked';

/** The StepAction that is locked for an address. */
export type LockedStepAction<U extends LockedAddress<'StepAction'>> = StepActionReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['results']
>;

/** A locked StepAction, which checks params also when the compiler does not know them. */
export class LockedAction extends StepActionReference<ParamDeclarations, ResultDeclarations> {
  override step<const N extends string>(
    name: N,
    ...rest: Rest<ActionStepProps<ParamDeclarations>>
  ): StepWithResults<ResultDeclarations, N> {
    const [{ params: given = {} } = {}] = rest as readonly { readonly params?: Readonly<Record<string, unknown>> }[];
    const { params } = this.surface;
    const made = super.step(name, ...rest);
    const missing = Object.keys(params).filter((one) => params[one]?.isOptional !== true && given[one] === undefined);
    for (const one of missing) reportName(made, 'TW168', `params.${one}`, `param "${one}" of the StepAction is required and missing`);
    return made;
  }
}
