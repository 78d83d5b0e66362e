// Servers on this machine with planted weaknesses, for tools that scan what runs.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';

/** A server that tells its version and serves its .env. @type {import('./components.mjs').Serve} */
export async function leakyServer() {
  const server = createServer((request, response) => {
    response.setHeader('server', 'planted/1.0');
    if (request.url === '/.env') return response.end('DB_PASSWORD=planted\n');
    response.end('<html><title>planted</title></html>');
  });
  const port = await listen(server);
  return { params: { target: `http://127.0.0.1:${port}` }, close: () => server.close() };
}

/** A server with TLS 1.2 only, a weak cipher and a certificate that it signed itself. @type {import('./components.mjs').Serve} */
export async function weakTlsServer(pod) {
  const [key, cert] = [join(pod, 'key.pem'), join(pod, 'cert.pem')];
  const subject = ['-subj', '/CN=planted.example', '-addext', 'subjectAltName=DNS:planted.example'];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  const ciphers = 'AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256';
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert), maxVersion: 'TLSv1.2', ciphers }, (_, response) => {
    response.end('planted');
  });
  const port = await listen(server);
  return { params: { target: `127.0.0.1:${port}` }, close: () => server.close() };
}

/**
 * @param {import('node:net').Server} server
 * @returns {Promise<number>}
 */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
