import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartError } from './start-error';

/** Takes and gives back a port: its number when it was free, null when it is busy. */
export function tryPort(port: number, host?: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** Below those that systems give to outgoing connections, so that none of these takes it before its server listens. */
const [LOWEST, HIGHEST] = [12_000, 32_000];

/** A port for a server that is about to start: another at each call, so that two starts at once do not meet. */
export async function freePort(host?: string): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const port = await tryPort(randomInt(LOWEST, HIGHEST), host);
    if (port !== null) return port;
  }
  throw new StartError('No port is free.');
}
