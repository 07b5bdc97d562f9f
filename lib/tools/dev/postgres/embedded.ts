/** Starts and stops the embedded PostgreSQL of a data folder. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { ensureDataDir } from '../data-dir';
import { freePort, tryPort } from '../ports';
import { endWithUs } from '../processes';
import { StartError } from '../start-error';
import { accountFor, PLAIN_ENV } from './account';
import { findBinaries } from './binaries';
import { atPort, type Connections, newConnections, readConnections, writeConnections } from './connection-file';
import { ensureCluster, ensureRoles } from './create';
import { clearLeftover, stopServer } from './leftover';
import { type PostgresSettings, SETTINGS } from './settings';

export interface Embedded extends Connections {
  /** Resolves when the server ends, by `stop` or by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  settings?: PostgresSettings;
  /** False for a cluster that need not survive a power cut. */
  durable?: boolean;
  /** Only at the port it had, where those who use it look for it. */
  samePort?: boolean;
  /** Told which port was found free, before the server takes it. */
  onPort?: (port: number) => Promise<void>;
}

/** Another program may take the port between our look at it and the server's. */
const TRIES = 5;

/**
 * Starts the PostgreSQL in `dataDir/postgres`, making cluster, roles and `dataDir/database.json` as needed. One that
 * was left running there is stopped first. It ends with this process, however that ends.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = resolve(dataDir);
  const folder = join(home, 'postgres');
  ensureDataDir(home);
  const binaries = findBinaries();
  const account = accountFor(binaries.postgres, folder);
  await clearLeftover(folder);
  ensureCluster(folder, binaries, account, options.durable ?? true);
  for (let tries = 1; ; tries += 1) {
    const connections = await ensureConnections(home, options.samePort ?? false, (fresh) =>
      ensureRoles(folder, binaries, account, fresh),
    );
    await options.onPort?.(connections.port);
    const settings = { ...SETTINGS, ...options.settings, port: String(connections.port) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = serve(home, account, account.command(binaries.postgres, ['-D', folder, ...flags]));
    try {
      await untilReady(connections.owner, server.ended, home);
      return { ...connections, ...server };
    } catch (error) {
      await server.stop();
      const isTaken = (await tryPort(connections.port, '127.0.0.1')) === null;
      if (!isTaken || options.samePort || tries === TRIES) throw error;
    }
  }
}

type Account = ReturnType<typeof accountFor>;

function serve(home: string, account: Account, [command, args]: ReturnType<Account['command']>) {
  const logFile = openLog(home);
  const server = spawn(command, args, {
    ...account.spawn,
    cwd: '/',
    detached: true, // A Ctrl-C in the terminal must not reach it before those who use it.
    stdio: ['ignore', logFile, logFile],
    env: PLAIN_ENV,
  });
  closeSync(logFile);
  const ended = new Promise<void>((done) => {
    server.once('exit', () => done());
    server.once('error', () => done());
  });
  const pid = server.pid as number;
  const guard = endWithUs(pid, 'INT');
  void ended.then(() => guard.kill());
  return {
    ended,
    async stop() {
      await stopServer(pid);
      guard.kill();
    },
  };
}

async function ensureConnections(
  home: string,
  samePort: boolean,
  setPasswords: (fresh: Connections) => void,
): Promise<Connections> {
  const kept = readConnections(home);
  if (kept && (await tryPort(kept.port, '127.0.0.1'))) return kept;
  if (samePort) throw new StartError('The port of the embedded PostgreSQL is taken.');
  const port = await freePort('127.0.0.1');
  const connections = kept ? atPort(kept, port) : newConnections(port);
  if (!kept) setPasswords(connections);
  writeConnections(home, connections);
  return connections;
}

const LOG_LIMIT_BYTES = 5_000_000;

function openLog(home: string): number {
  const path = join(home, 'postgres.log');
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) rmSync(path);
  return openSync(path, 'a', 0o600);
}

async function untilReady(ownerUrl: string, ended: Promise<void>, home: string): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  const until = Date.now() + 600_000; // After a crash it replays its log first.
  for (;;) {
    const sql = postgres(ownerUrl, { max: 1, connect_timeout: 5, onnotice: () => {} });
    const answer = await sql`select 1`.then(
      () => 'ready',
      (error: { code?: string }) => error.code ?? 'unknown',
    );
    await sql.end({ timeout: 1 });
    if (answer === 'ready') return;
    if (over) {
      const reason = readFileSync(join(home, 'postgres.log'), 'utf8').trim().split('\n').at(-1);
      throw new StartError(`The embedded PostgreSQL did not start: ${reason}`);
    }
    // Refused, starting up, or slow to answer: again. Anything else will not change by itself.
    if (!['ECONNREFUSED', '57P03', 'CONNECT_TIMEOUT'].includes(answer)) {
      throw new StartError(`The embedded PostgreSQL does not answer (${answer}). See ${join(home, 'postgres.log')}.`);
    }
    if (Date.now() > until) throw new StartError('The embedded PostgreSQL did not start within ten minutes.');
    await wait(50);
  }
}
