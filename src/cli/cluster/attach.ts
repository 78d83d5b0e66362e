import { PassThrough } from 'node:stream';
import type { Attach } from '@kubernetes/client-node' with { 'resolution-mode': 'import' };

/** A container of a pod. */
export interface AttachedContainer {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

const CHUNK = 64 * 1024;

/** Sends bytes to the standard input of a container, and waits until the connection has taken them. @throws Error when it is refused */
export async function attachTo(attach: Attach, { namespace, pod, container }: AttachedContainer, bytes: Buffer): Promise<void> {
  const said = new PassThrough();
  const errors: string[] = [];
  said.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const connection = await attach.attach(namespace, pod, container, null, said, new PassThrough(), false);
  const closed = new Promise<void>((resolve) => connection.on('close', () => resolve()));
  for (let at = 0; at < bytes.length; at += CHUNK) {
    // the first byte is the number of the stream, standard input
    await sent(connection, Buffer.concat([Buffer.from([0]), bytes.subarray(at, at + CHUNK)]));
  }
  // the program in the container reads as many bytes as it expects, and ends; the server then closes the connection
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
  connection.close();
}

const CLOSE_MS = 30_000;

interface Socket {
  readonly send: (data: Buffer, done: (error?: Error) => void) => void;
}

function sent(socket: unknown, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => (socket as Socket).send(data, (error) => (error ? reject(error) : resolve())));
}
