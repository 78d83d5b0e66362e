import { suggestion } from '../../diagnostics';
import { type ActionStepProps, StepActionReference } from '../action-step';
import type { Rest } from '../arguments';
import type { ParamDeclarations, ResultDeclarations } from '../declarations';
import type { StepWithResults } from '../step';
import type { LockedAddress, LockedSurface } from './locked';

/** The remote StepAction of an address in tekwire.lock. */
export type LockedStepAction<U extends LockedAddress<'StepAction'>> = StepActionReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['results']
>;

/** A remote StepAction that refuses what it does not declare also where the compiler does not know what that is. */
export class LockedAction extends StepActionReference<ParamDeclarations, ResultDeclarations> {
  override step(name: string, ...rest: Rest<ActionStepProps<ParamDeclarations>>): StepWithResults<ResultDeclarations> {
    const [{ params: given = {} } = {}] = rest as readonly { readonly params?: Readonly<Record<string, unknown>> }[];
    const { params } = this.surface;
    const unknown = Object.keys(given).find((one) => !Object.hasOwn(params, one));
    if (unknown !== undefined)
      throw new Error(`step "${name}": "${unknown}" is not a param of the StepAction${suggestion(unknown, Object.keys(params))}`);
    const missing = Object.keys(params).find((one) => params[one]?.isOptional !== true && given[one] === undefined);
    if (missing !== undefined) throw new Error(`step "${name}": param "${missing}" of the StepAction has no default and is not given`);
    return super.step(name, ...rest);
  }
}
