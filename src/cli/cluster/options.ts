import type { Call, Option } from '../command';
import { UsageError } from '../command';
import type { ClusterChoice } from './connection';

/** The options of all commands that connect to a cluster; kubectl has the same ones. */
export const clusterOptions: Readonly<Record<string, Option>> = {
  namespace: { type: 'string', short: 'n', value: 'NAME', summary: 'the namespace of objects that name none; default: of the context' },
  context: { type: 'string', value: 'NAME', summary: 'a context of the kubeconfig; default: the current one' },
  kubeconfig: { type: 'string', value: 'FILE', summary: 'default: KUBECONFIG, else ~/.kube/config, else the service account of the pod' },
  'request-timeout': { type: 'string', value: 'SECONDS', default: '30', summary: 'how long one request may take' },
};

/** @throws UsageError when the timeout is not a number */
export function clusterChoice({ options }: Call): ClusterChoice {
  const text = (name: string) => (typeof options[name] === 'string' ? String(options[name]) : undefined);
  const namespace = text('namespace');
  if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    throw new UsageError(`--namespace: "${namespace}" cannot be the name of a namespace`);
  return {
    kubeconfig: text('kubeconfig'),
    context: text('context'),
    namespace,
    timeoutSeconds: secondsOf('request-timeout', text('request-timeout')),
  };
}

/** @throws UsageError when the value is not a number of seconds */
export function secondsOf(name: string, value: string | undefined): number {
  const match = /^(\d+)(s|m)?$/.exec(value ?? '');
  const seconds = Number(match?.[1]) * (match?.[2] === 'm' ? 60 : 1);
  if (!(seconds > 0)) throw new UsageError(`--${name}: expected a number of seconds, as 30 or 5m, found "${value}"`);
  return seconds;
}
