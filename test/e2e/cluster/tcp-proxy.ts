import { connect, createServer, type Server, type Socket } from 'node:net';

/** Passes connections on, until a test breaks them. */
export class TcpProxy {
  /** Whether new connections are refused. */
  isDown = false;
  port = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(host: string, port: number) {
    this.server = createServer((client) => {
      if (this.isDown) {
        client.destroy();
        return;
      }
      const upstream = connect(port, host);
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  /** @param address - where it listens */
  start(address = '127.0.0.1'): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(0, address, () => {
        const bound = this.server.address();
        this.port = typeof bound === 'object' && bound !== null ? bound.port : 0;
        resolve();
      }),
    );
  }

  /** Ends all connections without a word. */
  breakConnections(): void {
    for (const one of this.sockets) one.destroy();
  }

  async stop(): Promise<void> {
    this.breakConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
