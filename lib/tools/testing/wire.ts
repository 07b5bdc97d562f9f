/** A wire to PostgreSQL that a test can cut, freeze, or pull out: TCP passed on byte for byte. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Wire {
  /** The same URL, by way of the wire. */
  url: string;
  port: number;
  /** How many connections go through it now. */
  open(): number;
  /** Ends all connections: in order, or with a reset as a machine does that was switched off and on. */
  cut(how?: 'end' | 'reset'): void;
  /** Nothing passes any more, and nothing is refused: as a server that is stopped or a network that swallows. */
  freeze(): void;
  /** What was held back passes. */
  thaw(): void;
  /** Refuses new connections until `plugIn`; with `cut`, a server that is down. */
  pullOut(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

/** Lays a wire to the server of `url`. */
export async function layWire(url: string): Promise<Wire> {
  const target = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  let frozen = false;
  const pass = (near: Socket): void => {
    const far = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => {});
      from.on('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  };
  let server: Server;
  let port = 0;
  const listen = async () => {
    server = createServer(pass);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  };
  await listen();
  const moved = new URL(url);
  moved.port = String(port);
  const hold = (held: boolean) => {
    frozen = held;
    for (const socket of [...pairs].flat()) held ? socket.pause() : socket.resume();
  };
  const cut = (how: 'end' | 'reset' = 'end') => {
    for (const [near, far] of pairs) {
      how === 'reset' ? near.resetAndDestroy() : near.destroy();
      far.destroy();
    }
    pairs.clear();
  };
  const pullOut = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    url: moved.href,
    port,
    open: () => pairs.size,
    cut,
    freeze: () => hold(true),
    thaw: () => hold(false),
    async pullOut() {
      const closed = pullOut();
      cut();
      await closed;
    },
    plugIn: listen,
    async close() {
      const closed = pullOut();
      cut();
      await closed;
    },
  };
}
