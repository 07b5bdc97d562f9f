/**
 * The disk is full in the middle of an import: that of the database, and that of the sealed files. The database's own full
 * disk is in `lib/tools/testing/chaos` (`npm run chaos`); here it answers as it does then.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getJob } from '@/lib/platform/background/queries';
import { filesFolder } from '@/lib/platform/files/store';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { startImport } from './run/start';
import { undoImport } from './run/undo';
import type { ImportRef } from './schemas';
import { dryRun } from './testing/dry-run';
import { STEPS } from './testing/steps';
import { Stops } from './testing/stops';
import { uploadImport } from './upload/upload';

const ROWS = 1_200;
const module = 'Contacts';
const mapping = { 0: 'Last_Name', 1: 'Department' };
const csv = (width = 5) =>
  `Last Name,Department\n${Array.from({ length: ROWS }, (_, n) => `Full ${n},${'x'.repeat(width)}`).join('\n')}\n`;

let org: TestOrg;
let stops: Stops;
beforeAll(async () => {
  org = await makeOrg();
  await setBudgetsOf(org.orgId);
  stops = await Stops.make();
});
afterAll(() => stops.end());

async function upload(text = csv()): Promise<ImportRef> {
  return { module, ...(await uploadImport(org.operator, { module, source: Readable.from([Buffer.from(text)]) })) };
}

async function countOf({ importId }: ImportRef) {
  const [row] = await ownerSql()<[{ live: number; names: number; made: number; told: number }]>`
    select count(*)::int as live, count(distinct name)::int as names,
      (select count(*)::int from ledger_entries where subject_id = ${importId} and action = 'record.create') as made,
      (select coalesce((result ->> 'taken')::int, 0) from jobs where id = ${importId}) as told
    from records where import_id = ${importId} and deleted_at is null`;
  return row;
}

const FULL = 'The database has no space left.';
const all = (live: number) => ({ live, names: live, made: live, told: live });

test.each([1, 8])(
  'a full disk of the database at write %i to the records stops the import between whole batches with a clear word; with room it goes on, each row once',
  async (n) => {
    const ref = await upload();
    await startImport(org.operator, { ...ref, mapping });
    const run = () => STEPS.import(org.operator, { jobId: ref.importId });
    await stops.fill(n, 'records');
    for (let tries = 0; tries < 6; tries += 1) await expect(run()).rejects.toThrow('unavailable');
    const { state, error } = await getJob(org.operator, ref.importId);
    expect([state, error]).toEqual(['unattended', FULL]);
    expect(await countOf(ref)).toEqual(all(n === 1 ? 0 : 500));
    await stops.letGo();
    await run();
    expect(await getJob(org.operator, ref.importId)).toMatchObject({ state: 'done', error: null });
    expect(await countOf(ref)).toEqual(all(ROWS));

    await stops.fill(2, 'records');
    await expect(undoImport(org.operator, ref)).rejects.toMatchObject({
      code: 'unavailable',
      message: `${FULL} Nothing was saved.`,
    });
    expect((await countOf(ref)).live).toBe(ROWS - 500);
    await stops.letGo();
    await undoImport(org.operator, ref);
    expect((await countOf(ref)).live).toBe(0);
  },
);

test('a full disk of the database while a file is uploaded, or tried, keeps nothing of it, and it is taken once there is room', async () => {
  const drafts = () => ownerSql()`select from jobs where org_id = ${org.orgId}`;
  const [before, files] = [(await drafts()).length, readdirSync(join(filesFolder(), org.orgId))];
  await stops.fill(1, 'jobs');
  await expect(upload()).rejects.toMatchObject({ code: 'unavailable', message: `${FULL} Nothing was saved.` });
  expect(await drafts()).toHaveLength(before);
  expect(readdirSync(join(filesFolder(), org.orgId))).toEqual(files);
  await stops.letGo();
  const ref = await upload();
  await stops.fill(1, 'jobs');
  await expect(dryRun(org.operator, { ...ref, mapping })).rejects.toMatchObject({ code: 'unavailable' });
  await stops.letGo();
  expect(await dryRun(org.operator, { ...ref, mapping })).toMatchObject({ taken: ROWS, failed: 0 });
});

/** Not everybody may mount a disk; without it `lib/platform/files/store.test.ts` writes to the kernel's own full disk. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}

test.runIf(mayMount())(
  'a full disk of the sealed files keeps nothing of an upload and says so; with room it is taken',
  async () => {
    const disk = join(filesFolder(), org.orgId);
    mkdirSync(disk, { recursive: true });
    const before = await ownerSql()`select from jobs where org_id = ${org.orgId}`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    try {
      const message = 'The disk has no space left. Nothing was saved.';
      await expect(upload(csv(800))).rejects.toMatchObject({ code: 'internal', message });
      expect(readdirSync(disk)).toEqual([]);
      expect(await ownerSql()`select from jobs where org_id = ${org.orgId}`).toHaveLength(before.length);
      execFileSync('mount', ['-o', 'remount,size=8m', disk]);
      const ref = await upload(csv(800));
      expect(await dryRun(org.operator, { ...ref, mapping })).toMatchObject({ taken: 0, failed: ROWS });
      expect(readdirSync(disk)).toEqual([ref.importId]);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  },
);
