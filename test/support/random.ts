import fc from 'fast-check';

const asked = process.env.TEKWIRE_SEED ?? '';

/** The seed of every random test. It is fixed, so that a check never fails by chance; `TEKWIRE_SEED=random` looks for new cases. */
export const SEED = asked === 'random' ? Date.now() % 1_000_000 : Number(asked || 20);

fc.configureGlobal({ seed: SEED });

export { fc };
