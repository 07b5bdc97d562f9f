/** Two runs of the suite beside each other, also from two checkouts, share nothing but the machine. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect } from '@/lib/platform/db/client';
import { type Embedded, startEmbedded } from './postgres/embedded';
import { THROWAWAY } from './postgres/settings';

const home = mkdtempSync(join(tmpdir(), 'careledger-beside-'));
const running: Embedded[] = [];
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  rmSync(home, { recursive: true, force: true });
});

async function start(name: string, onPort?: (port: number) => Promise<void>): Promise<Embedded> {
  const settings = { ...THROWAWAY, shared_buffers: '16MB', max_connections: '10' };
  const server = await startEmbedded(join(home, name), { settings, durable: false, ...(onPort && { onPort }) });
  running.push(server);
  return server;
}

async function dataFolderOf({ owner }: Pick<Embedded, 'owner'>): Promise<string> {
  const sql = connect(owner, { max: 1 });
  const [row] = await sql<[{ folder: string }]>`select current_setting('data_directory') as folder`.finally(() =>
    sql.end({ timeout: 1 }),
  );
  return row.folder;
}

test('servers that start at once have ports and folders of their own, and none lets another’s people in', async () => {
  const servers = await Promise.all(['one', 'two'].map((name) => start(name)));
  expect(new Set(servers.map(({ port }) => port)).size).toBe(2);
  expect(await Promise.all(servers.map(dataFolderOf))).toEqual([
    join(home, 'one', 'postgres'),
    join(home, 'two', 'postgres'),
  ]);
  const [one, two] = servers as [Embedded, Embedded];
  const astray = new URL(one.owner);
  astray.port = String(two.port);
  await expect(dataFolderOf({ owner: astray.href })).rejects.toMatchObject({ code: '28P01' });
});

test('a port that another program takes just before the server listens costs a second try, no more', async () => {
  const thief = createServer((socket) => socket.destroy());
  const found: number[] = [];
  const server = await start('three', async (port) => {
    found.push(port);
    if (!thief.listening) await new Promise<void>((taken) => thief.listen(port, '127.0.0.1', taken));
  });
  expect(found).toHaveLength(2);
  expect(server.port).toBe(found[1]);
  expect(server.port).not.toBe(found[0]);
  expect(await dataFolderOf(server)).toBe(join(home, 'three', 'postgres'));
  thief.close();
});

test('no test or tool has a port or a folder that another run would have too', () => {
  const found: string[] = [];
  for (const folder of ['lib', 'e2e', 'bench']) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!/\.(ts|tsx|mjs)$/.test(name) || path === join('lib', 'tools', 'dev', 'side-by-side.test.ts')) continue;
      const lines = readFileSync(path, 'utf8').split('\n');
      for (const [n, line] of lines.entries()) {
        // A temporary folder is made under a name of its own; a port is asked for, and kept, or drawn by `freePort`.
        const isShared =
          (/\btmpdir\(\)/.test(line) && !/mkdtemp/.test(line)) ||
          /['"`]\/tmp\//.test(line) ||
          /\.listen\(\s*\{?\s*(port:\s*)?[1-9]/.test(line) ||
          /\btryPort\(0/.test(line);
        if (isShared) found.push(`${path}:${n + 1}: ${line.trim()}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test('what a test leaves behind in the folder for temporary files goes with its run', () => {
  expect(basename(tmpdir())).toMatch(/^careledger-run-/);
});
