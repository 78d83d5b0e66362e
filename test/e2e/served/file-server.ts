import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectl } from '../kubectl';
import { AUTHORITY } from './own-authority';

/** Serves files by their path; the names of the files in the folder are numbers, because keys of a ConfigMap have no slash. */
const SERVE = `
import http.server, json, ssl
paths = json.load(open("/files/paths"))
class Files(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = paths.get(self.path)
        body = open("/files/" + name, "rb").read() if name else b""
        self.send_response(200 if name else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.ThreadingHTTPServer(("", 8443), Files)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("/certificate/tls.crt", "/certificate/tls.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
`;

/** The address of the file server of a namespace. */
export function fileServerOf(namespace: string): string {
  return `https://files.${namespace}.svc`;
}

/**
 * Serves files (at most 1 MiB together) by https inside the namespace, by their path such as `/web.tar.gz`. Its certificate is of an authority of
 * its own, which is in the ConfigMap `authority`.
 */
export async function serveFiles(namespace: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const { certificate, key } = certificateFor(`files.${namespace}.svc`);
  const names = Object.keys(files);
  const paths = Object.fromEntries(names.map((path, index) => [path, `file-${index}`]));
  const binaryData = Object.fromEntries(names.map((path, index) => [`file-${index}`, files[path]?.toString('base64')]));
  const items = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: AUTHORITY }, data: { 'ca.crt': certificate } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data: { paths: JSON.stringify(paths) }, binaryData },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: 'files' },
      stringData: { 'tls.crt': certificate, 'tls.key': key },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'files', labels: { app: 'files' } }, spec: POD },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'files' },
      spec: { selector: { app: 'files' }, ports: [{ port: 443, targetPort: 8443 }] },
    },
  ];
  await kubectl(['-n', namespace, 'create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl(['-n', namespace, 'wait', 'pod/files', '--for=condition=Ready', '--timeout=120s']);
}

const POD = {
  containers: [
    {
      name: 'files',
      image: 'python:3.13.9-slim-bookworm',
      command: ['python3', '-c', SERVE],
      readinessProbe: { tcpSocket: { port: 8443 }, periodSeconds: 1 },
      volumeMounts: [
        { name: 'files', mountPath: '/files' },
        { name: 'certificate', mountPath: '/certificate' },
      ],
    },
  ],
  volumes: [
    { name: 'files', configMap: { name: 'files' } },
    { name: 'certificate', secret: { secretName: 'files' } },
  ],
  terminationGracePeriodSeconds: 0,
};

/** A certificate for a host, which is its own authority, and its key. */
function certificateFor(host: string): { readonly certificate: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-certificate-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = ['-days', '1', '-subj', '/CN=files', '-addext', `subjectAltName=DNS:${host}`];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject], {
      stdio: 'ignore',
    });
    return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
