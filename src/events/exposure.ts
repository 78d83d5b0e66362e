import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { demandForm, demandRecord, type Form, isRecord, refuse, stringForm } from '../synth';
import { type Named, nameOf } from '../task';

/** An Ingress for the listener. */
export interface IngressProps {
  /** The name in the address of the webhook. */
  readonly host: string;
  /** The Secret with the certificate of the host: payloads and GitLab's token must not be readable on the way. */
  readonly tlsSecret: string | Named;
  /** The class of the controller. @default - the cluster's default */
  readonly className?: string;
  /** Annotations, such as a limit for the size of payloads. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A route of the Gateway API for the listener. */
export interface RouteProps {
  /** The name in the address of the webhook. */
  readonly host: string;
  /** The Gateway, and its section with the certificate: payloads and GitLab's token must not be readable on the way. */
  readonly gateway: { readonly name: string; readonly namespace: string; readonly section: string };
}

/** How the listener is reached from outside of the cluster. */
export type Exposed = { readonly ingress: IngressProps; readonly route?: never } | { readonly route: RouteProps; readonly ingress?: never };

const PORT = 8080;

const GATEWAY: Form = {
  expected: "an object such as { name: 'public', namespace: 'gateways', section: 'https' }",
  accepts: (value) =>
    isRecord(value) && ['name', 'namespace', 'section'].every((key) => typeof value[key] === 'string' && value[key] !== ''),
};

/** Emits the Ingress or the HTTPRoute. @throws TekwireError when an option of it is missing or has the wrong type */
export function expose(scope: Construct, { ingress, route }: Exposed, name: string): void {
  if (ingress === undefined && route === undefined)
    refuse(scope, 'exposed', { ingress, route }, "an object such as { ingress: { host: 'hooks.acme.example', tlsSecret: 'hooks-tls' } }");
  const [key, given] = ingress !== undefined ? ['ingress', ingress] : ['route', route];
  const example =
    key === 'ingress' ? "{ ingress: { host: 'hooks.acme.example', tlsSecret: 'hooks-tls' } }" : '{ route: { host, gateway } }';
  const where = `exposed.${key}`;
  demandRecord(scope, where, given, `an object such as ${example}`);
  demandForm(scope, `${where}.host`, given?.host, stringForm("'hooks.acme.example'"));
  if (ingress !== undefined) nameOf(ingress.tlsSecret, scope, `${where}.tlsSecret`);
  else demandForm(scope, `${where}.gateway`, route?.gateway, GATEWAY);
  if (ingress !== undefined) ingressFor(scope, ingress, name);
  if (route !== undefined) routeFor(scope, route, name);
}

function ingressFor(scope: Construct, { host, tlsSecret, className, annotations }: IngressProps, name: string): void {
  const backend = { service: { name: `el-${name}`, port: { number: PORT } } };
  new ApiObject(scope, 'Ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: `el-${name}`, ...(annotations && { annotations: { ...annotations } }) },
    spec: {
      ...(className !== undefined && { ingressClassName: className }),
      tls: [{ hosts: [host], secretName: nameOf(tlsSecret) }],
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  });
}

/** With the fields that the CRD's defaults would add, so that GitOps tools see no difference. */
function routeFor(scope: Construct, { host, gateway }: RouteProps, name: string): void {
  const { section, ...parent } = gateway;
  new ApiObject(scope, 'HTTPRoute', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `el-${name}` },
    spec: {
      hostnames: [host],
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...parent, sectionName: section }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ group: '', kind: 'Service', name: `el-${name}`, port: PORT, weight: 1 }],
        },
      ],
    },
  });
}

/** Allows only pods of these namespaces to reach the listener. */
export function restrictTraffic(scope: Construct, name: string, namespaces: readonly string[]): void {
  new ApiObject(scope, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `el-${name}` },
    spec: {
      podSelector: { matchLabels: { eventlistener: name } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: namespaces.map((one) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': one } } })),
          ports: [{ port: PORT, protocol: 'TCP' }],
        },
      ],
    },
  });
}
