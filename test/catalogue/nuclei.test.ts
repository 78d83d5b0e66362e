import { readFileSync } from 'node:fs';
import { Nuclei } from '../../src/catalogue';
import { runStep } from '../../src/testing';
import { newChart } from '../support/app';

it('nuclei asks the name servers of the pod and no public ones', async () => {
  const nuclei = new Nuclei(newChart(), 'nuclei', { templates: 'templates' });
  const { stdout } = await runStep(nuclei, 'scan', {
    params: { 'source-path': '.', target: 'https://shop.shops.svc' },
    commands: { nuclei: 'shift; cat "$1"; shift; echo "$@"' },
  });
  const own = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+(\S+)/gm)].map(([, server = '']) =>
    server.includes(':') ? `[${server}]:53` : server,
  );

  expect(stdout.trim().split('\n')).toEqual([...own, expect.stringMatching(/^-target https:\/\/shop\.shops\.svc -templates templates /)]);
});
