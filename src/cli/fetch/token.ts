import { isLocalHost } from '../../deploy';

/**
 * Returns the address at which a registry gives a token, from the challenge in its answer 401. Undefined for a challenge of another kind, and
 * for a server without https.
 * @see distribution/distribution docs: Token Authentication Specification
 */
export function tokenAddress(challenge: string, scope: (wanted: string | undefined) => string): URL | undefined {
  if (!/^bearer /i.test(challenge)) return undefined;
  const fields = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
  const realm = fields.get('realm');
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const address = new URL(realm);
  if (address.protocol !== 'https:' && !isLocalHost(address.hostname)) return undefined;
  const service = fields.get('service');
  if (service !== undefined) address.searchParams.set('service', service);
  address.searchParams.set('scope', scope(fields.get('scope')));
  return address;
}
