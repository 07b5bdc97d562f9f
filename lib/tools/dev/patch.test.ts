import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import { ownerSql } from '@/lib/tools/testing/database';
import { applyPatches } from './patch.mjs';

const PATCH = readFileSync('patches/postgres-3.4.9.patch', 'utf8');
const NOTE = readFileSync('docs/decisions/2026-11-29-a-mended-driver.md', 'utf8');
const home = mkdtempSync(join(tmpdir(), 'careledger-patch-'));
const [published, ours] = [join(home, 'published'), join(home, 'ours')];

beforeAll(async () => {
  for (const folder of [published, ours]) {
    cpSync('node_modules/postgres', join(folder, 'node_modules', 'postgres'), { recursive: true, dereference: true });
    writeFileSync(join(folder, 'program.mjs'), NOTE.match(/```js\n(.*?)```/s)?.[1] ?? '');
    mkdirSync(join(folder, 'patches'));
  }
  writeFileSync(join(published, 'patches', 'reverse.patch'), reverse(PATCH));
  applyPatches(published);
  await ownerSql()`select 1`;
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The patch that takes another back. */
function reverse(patch: string): string {
  const lines = patch.split('\n').map((line) => {
    if (/^(\+\+\+|---) /.test(line)) return line;
    if (line.startsWith('+')) return `-${line.slice(1)}`;
    if (line.startsWith('-')) return `+${line.slice(1)}`;
    return line
      .replace(/^index (\w{40})\.\.(\w{40})/, 'index $2..$1')
      .replace(/^@@ -(\S+) \+(\S+) @@/, '@@ -$2 +$1 @@');
  });
  return lines.join('\n');
}

const run = (folder: string) =>
  spawnSync(process.execPath, ['program.mjs', env().DATABASE_OWNER_URL], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });

test('the program of the note is ended by a lost connection with the driver as published, and lives with ours', () => {
  expect(run(ours)).toMatchObject({ status: 0, stdout: 'alive\n', stderr: '' });
  // It takes a write at the moment of the loss: not every run of the program meets one.
  const ended = [1, 2, 3, 4, 5].some(() => /connection\.js/.test(run(published).stderr));
  expect(ended).toBe(true);
});

test('the patch says what, why, how to apply and how to test before its first file', () => {
  const [head = ''] = PATCH.split(/^diff --git /m);
  for (const part of ['Subject: ', 'What. ', 'Why. ', 'How to apply. ', 'How to test. ']) {
    expect(head).toMatch(new RegExp(`^${part}`, 'm'));
  }
});

test('a file that is neither as published nor patched is refused by name', () => {
  const file = join(published, 'node_modules', 'postgres', 'src', 'index.js');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n// changed`);
  expect(() => applyPatches(published)).toThrow('node_modules/postgres/src/index.js');
});
