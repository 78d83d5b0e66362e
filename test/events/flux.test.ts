import { Pipeline, param } from '../../src';
import { EventListener, flux } from '../../src/events';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const secret = { name: 'flux-hook', key: 'token' };
const params = { revision: 'b' };

interface AlertSpec {
  readonly providerRef: { readonly name: string };
  readonly eventSources: unknown;
}

function listening() {
  const chart = newChart('app', { namespace: 'ci' });
  return {
    chart,
    ci: new Pipeline(chart, 'ci', { params: { revision: param.string() } }),
    listener: new EventListener(chart, 'hooks'),
  };
}

describe('an EventListener for Flux', () => {
  it('emits an Alert for the sources of each Flux event, and one for equal events', () => {
    const { chart, ci, listener } = listening();
    const changed = (name: string) => flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name }] });
    listener
      .on(changed('web'), { pipeline: ci, params, name: 'one' })
      .on(changed('web'), { pipeline: ci, params, name: 'two' })
      .on(changed('api'), { pipeline: ci, params, name: 'three' });
    const alerts = manifestsOf(chart).filter(({ kind }) => kind === 'Alert');

    expect(problemsOf(chart)).toEqual([]);
    expect(
      alerts.map(({ metadata, spec }) => [metadata?.name, (spec as AlertSpec).providerRef.name, (spec as AlertSpec).eventSources]),
    ).toEqual([
      ['hooks', 'hooks', [{ kind: 'GitRepository', name: 'web' }]],
      ['hooks-2', 'hooks-2', [{ kind: 'GitRepository', name: 'api' }]],
    ]);
  });

  it('emits a Receiver, so that Flux need not wait for its next poll', () => {
    const { chart, ci, listener } = listening();
    const webhook = { type: 'github', secret: 'flux-webhook', events: ['push'] } as const;
    listener.on(flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name: 'web' }], webhook }), {
      pipeline: ci,
      params,
    });

    expect(specOf(chart, 'Receiver', 'hooks')).toEqual({
      type: 'github',
      events: ['push'],
      secretRef: { name: 'flux-webhook' },
      resources: [{ kind: 'GitRepository', name: 'web' }],
    });
  });

  it('refuses a webhook that Flux does not know', () => {
    const { chart, ci, listener } = listening();
    const webhook = { type: 'githb', secret: '' } as never;
    listener.on(flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name: 'web' }], webhook }), {
      pipeline: ci,
      params,
    });

    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/webhook\.secret: expected the name of a Secret/),
      expect.stringMatching(/webhook\.type: unknown value "githb"; expected one of: .*did you mean "github"\?/),
    ]);
  });
});
