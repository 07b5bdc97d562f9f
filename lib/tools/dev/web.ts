/**
 * The web server, what `npm run up` and `npm run dev` look after: our doors at once, everything else by Next. Bundled by
 * `build-front.ts`, in a folder with `doors.mjs`, which development makes anew when lib changes.
 */
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import createNext from 'next';
import { env } from '@/lib/platform/env';
import type { Doors, Listener } from '@/lib/ways-in/http/doors';
import { makeFrontServer } from '@/lib/ways-in/http/front-server';

const DOORS = new URL('./doors.mjs', import.meta.url);

interface DoorsModule {
  openDoors(): Doors;
  closeDoors(): Promise<void>;
}

const isDev = process.env.NODE_ENV === 'development';
/** In development only this machine reaches it: sources and stacks are shown to whoever asks. */
const hostname = isDev ? '127.0.0.1' : undefined;
const port = env().PORT;
// As Next's own command sets it: an act that leads to another page fetches that page from here.
process.env.__NEXT_PRIVATE_ORIGIN = `http://${hostname ?? 'localhost'}:${port}`;

let loaded: { version: string; module: DoorsModule; doors: Doors } | undefined;

async function load(version: string): Promise<Doors> {
  const module = (await import(`${DOORS.href}${version}`)) as DoorsModule;
  loaded = { version, module, doors: module.openDoors() };
  return loaded.doors;
}

/** The doors as their file is now; one that was just made anew is loaded beside the old one. */
async function freshDoors(): Promise<Doors> {
  const version = `?${(await stat(fileURLToPath(DOORS))).mtimeMs}`;
  if (loaded?.version === version) return loaded.doors;
  return load(version).catch((error) => {
    console.error(error);
    if (!loaded) throw error;
    // Said once; the old ones answer until their file is made anew.
    loaded.version = version;
    return loaded.doors;
  });
}

const doors = isDev ? await freshDoors() : await load('');
let others: Listener = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end();
const front = makeFrontServer(isDev ? freshDoors : () => doors, (request, response) => others(request, response));

const next = createNext({
  dev: isDev,
  dir: process.cwd(),
  port,
  ...(hostname && { hostname }),
  // Else Next would listen for an `Upgrade` at ours, where it leaves those aside that it does not know.
  httpServer: createServer(),
});

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void end());

async function end(): Promise<void> {
  await front.drain(isDev ? 0 : undefined);
  await Promise.all([next.close().catch(() => {}), loaded?.module.closeDoors().catch(() => {})]);
  process.exit(0);
}

await next.prepare();
const handle = next.getRequestHandler();
others = (request: IncomingMessage, response) => handle(request, response);
if (isDev) {
  // The socket by which an edit shows: from the beginning, since a page that is open asks for it before it asks for more.
  const { upgradeHandler } = next as unknown as { upgradeHandler: (...given: unknown[]) => Promise<void> };
  front.server.on('upgrade', (request, socket, head) => void upgradeHandler(request, socket, head));
}
front.server.once('error', (error: NodeJS.ErrnoException) => {
  console.error(`The web server does not listen at port ${port}: ${error.code}`);
  process.exit(1);
});
front.server.listen(port, hostname);
