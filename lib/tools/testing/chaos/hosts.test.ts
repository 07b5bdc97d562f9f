import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { connect } from '@/lib/platform/db/client';
import { primaryUrl } from '@/lib/platform/db/primary';
import { freePort } from '@/lib/tools/dev/ports';
import { atPort, readConnections, writeConnections } from '@/lib/tools/dev/postgres/connection-file';
import { type Embedded, startEmbedded } from '@/lib/tools/dev/postgres/embedded';
import { runningServer } from '@/lib/tools/dev/postgres/leftover';

const SETTINGS = { fsync: 'off', shared_buffers: '32MB', max_connections: '20' };
const start = (dataDir: string) => startEmbedded(dataDir, { settings: SETTINGS, durable: false });
const running: Embedded[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `careledger-${name}-`));
  folders.push(folder);
  return join(folder, 'data');
}

/** A copy of a cluster at rest that stays in recovery: a hot standby that waits to be promoted. */
async function standbyOf(dataDir: string): Promise<string> {
  const copy = newFolder('standby');
  // With owners and modes.
  execFileSync('cp', ['-a', dataDir, copy]);
  const folder = join(copy, 'postgres');
  writeFileSync(join(folder, 'standby.signal'), '');
  const kept = readConnections(dataDir);
  if (kept) writeConnections(copy, atPort(kept, await freePort('127.0.0.1')));
  return copy;
}

test('of a primary and a hot standby the one that takes changes is used, and after a failover the other', async () => {
  const home = newFolder('primary');
  await (await start(home)).stop();
  const copy = await standbyOf(home);
  const [primary, standby] = [await start(home), await start(copy)];
  running.push(primary, standby);
  const { username, password, pathname } = new URL(primary.owner);
  const url = `postgres://${username}:${password}@127.0.0.1:${standby.port},127.0.0.1:${primary.port}${pathname}`;
  const sql = connect(url, { max: 4 });
  const portOf = async () => (await sql<[{ port: number }]>`select inet_server_port() as port`)[0].port;

  expect(await portOf()).toBe(primary.port);
  expect(new URL(await primaryUrl(url)).port).toBe(String(primary.port));
  await sql`create table words (word text)`;

  await primary.stop();
  await expect(sql.begin((tx) => tx`insert into words values ('lost')`)).rejects.toMatchObject({
    code: expect.any(String),
  });
  await expect(primaryUrl(url)).rejects.toMatchObject({ code: 'unavailable' });

  writeFileSync(join(copy, 'postgres', 'promote'), '');
  process.kill(runningServer(join(copy, 'postgres')) as number, 'SIGUSR1');
  for (let tries = 0; tries < 200 && (await primaryUrl(url).catch(() => null)) === null; tries += 1) await wait(50);
  const answers = await Promise.all(Array.from({ length: 100 }, portOf));
  expect(new Set(answers)).toEqual(new Set([standby.port]));
  await sql`create table words (word text)`;
  await sql.end({ timeout: 1 });
});
