import type { Construct } from 'constructs';
import { text } from '../refs';
import type { StepScope } from '../script';
import { known, knownOptions } from '../synth';
import { type ParamDeclarations, type ParamRefs, type StepText, Task } from '../task';
import { CANARY_REPORTS, CANARY_ROOT, canaryVolume, checkedCanary } from './canary';
import { checkedProducer, checkedScan } from './check-components';
import { confinedWorkspaces, confinementOf } from './confined';
import { type Component, contract, type IssuesResults, type ProducerParams, type SharedWorkspace } from './contract';
import { componentPod, componentTemplate } from './hardening';
import { withDigests } from './pinned';
import { type Placed, type ProducerOptions, placed } from './placed';
import type { ProducerProps, ScanStep } from './producer-props';
import { beforeStep, type ProducerContext, reportFiles, reportStep, SCRATCH, scanStep } from './producer-steps';
import { CACHE, cacheMounts, cacheVolumes, checkedCache, checkedDatabase, DATABASE, databaseStep, databaseVolumes } from './volumes';

/**
 * A Task that scans the sources, declared by its image, its arguments and where it writes SARIF. A scanner that crashes or leaves no
 * readable SARIF is never a clean scan: its findings have `executionSuccessful: false`, and the other scanners continue. With a `canary` the
 * scanner also scans a planted weakness, outside of the sources; when it does not find it, its scan is blind, and the gate fails.
 * @example
 * new Producer(chart, 'hadolint', {
 *   scan: ({ sarif }) => ({ image: 'hadolint/hadolint:v2.12.0-alpine', script: sh`hadolint -f sarif --no-fail Dockerfile > ${sarif}` }),
 * });
 */
export class Producer<const P extends ParamDeclarations = {}>
  extends Task<P & ProducerParams, IssuesResults, SharedWorkspace>
  implements Component
{
  readonly role = 'producer';
  readonly preset: readonly string[];
  /** Whether the scan needs all commits of the sources. */
  readonly needsHistory: boolean;
  /** What the scan needs of the network; undefined for nothing. */
  readonly network: string | undefined;

  constructor(scope: Construct, id: string, given: ProducerProps<P>) {
    const props = checkedProducer(scope, id, known('ProducerProps', given, { scope, id }, { isExtended: new.target !== Producer }));
    const {
      params = {} as P,
      preset = [],
      tool = id,
      okExitCodes,
      exitCodes,
      findingsExitCodes,
      nothingExitCodes,
      needsHistory = false,
      ownReport,
      converter,
      sarifName,
      defaultLevel,
      databaseFile,
      databaseFolder = id,
      database: givenDatabase,
      cache: givenCache,
      canary: declared,
      network,
      scan,
      env,
      computeResources,
      timeout,
      ...rest
    } = props;
    const options = { tool, okExitCodes, exitCodes, findingsExitCodes, nothingExitCodes, ownReport, converter, sarifName, defaultLevel };
    const canary = checkedCanary({ scope, id }, declared);
    const cache = checkedCache({ scope, id }, givenCache);
    const database = checkedDatabase({ scope, id }, givenDatabase);
    super(scope, id, {
      ...rest,
      params: { ...params, ...contract.producerParams },
      results: contract.issuesResults,
      workspaces: contract.producerWorkspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
      volumes: [{ name: 'scratch', emptyDir: {} }, ...(canary ? [canaryVolume] : []), ...databaseVolumes(database), ...cacheVolumes(cache)],
      steps: (context) => {
        const producer = context as unknown as ProducerContext;
        const { sources: source, ofTool, own } = confinementOf(producer.workspaces, producer.params['source-path']);
        const params = context.params as unknown as ParamRefs<P, StepScope>;
        const common = { params, checkout: source, scratch: SCRATCH, database: database && DATABASE, cache: cache && CACHE };
        const sources = { ...common, source, target: '.', isCanary: false, ...reportFiles(SCRATCH, sarifName) };
        const step = known('ScanStep', checkedScan(scope, id, scan(sources)), { scope, id }, { where: 'scan' });
        const planted = { source: text`${CANARY_ROOT}`, target: CANARY_ROOT, isCanary: true, ...reportFiles(CANARY_REPORTS, sarifName) };
        const changes = { ...(computeResources && { computeResources }), ...(timeout && { timeout }) };
        const mounts = (one: ScanStep) => cache && { volumeMounts: [...(one.volumeMounts ?? []), ...cacheMounts(cache)] };
        const complete = (one: ScanStep, workingDir: StepText) => ({
          workingDir,
          ...one,
          env: { ...one.env, ...env },
          ...mounts(one),
          ...changes,
        });
        return withDigests(scope, [
          own(beforeStep(producer, canary)),
          ...(database ? [databaseStep(database, databaseFolder)] : []),
          ofTool(scanStep('scan', complete(step, source))),
          ...(canary ? [ofTool(scanStep('canary', complete(scan({ ...common, ...planted }), CANARY_ROOT)))] : []),
          own(reportStep(producer, { ...options, canary, databaseFile: databaseFile?.(common) }, source)),
        ]);
      },
    });
    this.preset = preset;
    this.needsHistory = needsHistory;
    this.network = network;
  }

  /** @internal Lets the tool's steps see nothing of the shared workspace but the sources, read-only. */
  confine(): void {
    if (!('sources' in this.surface.workspaces)) this.declareWorkspaces(confinedWorkspaces);
  }

  /** The producer with options of its task in one SecurityPipeline. @example producers: [gosec.in({ languages: ['go'] })] */
  in(options: ProducerOptions): Placed<this, ProducerOptions> {
    return placed(this, knownOptions('ProducerOptions', options, this, { where: 'in' }));
  }
}
