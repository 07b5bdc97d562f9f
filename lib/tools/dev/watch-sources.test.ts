import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { watchSources } from './watch-sources';

const folder = mkdtempSync(join(tmpdir(), 'careledger-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is written, replaced as editors do, or made in a new folder is told', async () => {
  const told = new Set<string>();
  const watch = watchSources([folder], async (paths) => {
    for (const path of paths) told.add(relative(folder, path));
  });
  const hears = async (name: string, change: () => void) => {
    told.clear();
    change();
    await expect.poll(() => told.has(name)).toBe(true);
  };
  const path = (name: string) => join(folder, name);
  await hears('a.ts', () => writeFileSync(path('a.ts'), '1'));
  for (const draft of ['2', '3']) {
    await hears('a.ts', () => {
      writeFileSync(path('.a.tmp'), draft);
      renameSync(path('.a.tmp'), path('a.ts'));
    });
  }
  await hears('deep', () => mkdirSync(path('deep')));
  await hears('deep/b.ts', () => writeFileSync(path('deep/b.ts'), '1'));
  await hears('deep', () => rmSync(path('deep'), { recursive: true }));
  await hears('a.ts', () => rmSync(path('a.ts')));
  watch.stop();
});

test('what changes while a change is worked on is told afterwards, not beside it', async () => {
  const own = mkdtempSync(join(folder, 'own-'));
  const steps: string[] = [];
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const watch = watchSources([own], async (paths) => {
    steps.push(`begin ${paths.map((path) => relative(own, path)).join()}`);
    await held;
    steps.push('end');
  });
  writeFileSync(join(own, 'one'), '');
  await expect.poll(() => steps).toEqual(['begin one']);
  writeFileSync(join(own, 'two'), '');
  go();
  await expect.poll(() => steps).toEqual(['begin one', 'end', 'begin two', 'end']);
  watch.stop();
});
