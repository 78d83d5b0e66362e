import type { AnyConsumer, AnyEnricher } from '../contract';

/** Components whose steps run in one pod: enrichers in their order, then consumers. A single component is a task of its own. */
export interface Unit {
  readonly enrichers: readonly AnyEnricher[];
  readonly consumers: readonly AnyConsumer[];
}

/**
 * Divides the components into the fewest units that keep their order. The consumers join the last enrichers only when all of them share a pod:
 * another task that reads the findings must not wait for a gate.
 */
export function planned(
  enrichers: readonly AnyEnricher[],
  consumers: readonly AnyConsumer[],
  shares: (component: AnyEnricher | AnyConsumer) => boolean,
): readonly Unit[] {
  const units: Unit[] = [];
  let open: AnyEnricher[] | undefined;
  for (const enricher of enrichers) {
    if (open !== undefined && shares(enricher)) open.push(enricher);
    else {
      const begun = [enricher];
      units.push({ enrichers: begun, consumers: [] });
      open = shares(enricher) ? begun : undefined;
    }
  }
  const [shared, alone] = [consumers.filter(shares), consumers.filter((one) => !shares(one))];
  if (open !== undefined && alone.length === 0) units[units.length - 1] = { enrichers: open, consumers: shared };
  else if (shared.length > 0) units.push({ enrichers: [], consumers: shared });
  return [...units, ...alone.map((one) => ({ enrichers: [], consumers: [one] }))];
}

/** The only component of a unit; undefined when it has several. */
export function onlyOf({ enrichers, consumers }: Unit): AnyEnricher | AnyConsumer | undefined {
  return enrichers.length + consumers.length === 1 ? (enrichers[0] ?? consumers[0]) : undefined;
}
