import type { Construct } from 'constructs';
import { PipelineServiceAccount } from '../run';
import type { Trust } from './event';

/** The accounts of runs: one for the runs of a pipeline, with one for each task that declares permissions, and another one for those of strangers. */
export class RunAccounts {
  private readonly known = new Map<object, Map<Trust, PipelineServiceAccount>>();

  constructor(
    private readonly scope: Construct,
    private readonly prefix: () => string,
  ) {}

  of(pipeline: object, trust: Trust): PipelineServiceAccount {
    const accounts = this.known.get(pipeline) ?? new Map<Trust, PipelineServiceAccount>();
    this.known.set(pipeline, accounts);
    const made = accounts.get(trust) ?? this.make(pipeline, trust);
    accounts.set(trust, made);
    return made;
  }

  /** A Pipeline of the cluster declares no permissions. */
  private make(pipeline: object, trust: Trust): PipelineServiceAccount {
    // what is not a Pipeline is reported by the run
    const { name = '' } = pipeline as { readonly name?: string };
    const id = [this.prefix(), name, ...(trust === 'trusted' ? [] : ['untrusted'])].filter((part) => part !== '').join('-');
    return new PipelineServiceAccount(this.scope, id, {
      pipeline: typeof pipeline === 'object' && 'tasks' in pipeline ? (pipeline as TaskHolder) : { tasks: [] },
      perTask: true,
    });
  }
}

type TaskHolder = ConstructorParameters<typeof PipelineServiceAccount>[2]['pipeline'];
