/**
 * Each step of an import is killed (SIGKILL) in the middle of one write after another, and taken again: every row is there
 * once, or none of it. Here each kill passes some writes over; `CHAOS=long` kills at every single one.
 */
import { spawn } from 'node:child_process';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNote } from '@/lib/crm/notes/write';
import { createRecord } from '@/lib/crm/records/create';
import { cancelJob } from '@/lib/platform/background/cancel';
import { getJob } from '@/lib/platform/background/queries';
import { filesFolder } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { getImport } from './queries';
import { startImport } from './run/start';
import { undoImport } from './run/undo';
import type { ImportRef, MappedImport } from './schemas';
import { STEPS, type Step } from './testing/steps';
import { Stops } from './testing/stops';
import { uploadImport } from './upload/upload';

const isLong = process.env.CHAOS === 'long';
const ROWS = 1_100;
const OVERWRITTEN = 22;
const module = 'Contacts';

let org: TestOrg;
let stops: Stops;
let round = 0;

beforeAll(async () => {
  org = await makeOrg();
  await setBudgetsOf(org.orgId);
  stops = await Stops.make();
});

afterAll(() => stops.end());

/** Every 50th row is of somebody who is there, row 77 is bad, and an account is made for every third batch of names. */
const csvOf = (name: string): string => {
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const day = n === 75 ? 'some day' : '1950-01-31';
    return `${name} ${n},${name}${n}@kill.example,${day},${name} clinic ${n % 3},New`;
  });
  return `Last Name,Email,Date of Birth,Account,Department\n${rows.join('\n')}\n`;
};

const request = (ref: ImportRef): MappedImport => ({
  ...ref,
  mapping: { 0: 'Last_Name', 1: 'Email', 2: 'Date_of_Birth', 3: 'Account_Name', 4: 'Department' },
  duplicates: { by: 'Email', action: 'overwrite' },
  columns: { 2: { reading: {}, bad: 'refuse' }, 3: { reading: {}, bad: 'create_record' } },
});

interface Uploaded extends ImportRef {
  name: string;
}

async function upload(): Promise<Uploaded> {
  round += 1;
  const name = `R${round}x`;
  for (let n = 0; n < ROWS; n += ROWS / OVERWRITTEN) {
    const values = { Last_Name: `${name} ${n}`, Email: `${name}${n}@kill.example`, Department: 'Old' };
    await createRecord(org.operator, { module, values });
  }
  const { importId } = await uploadImport(org.operator, { module, source: Readable.from([Buffer.from(csvOf(name))]) });
  return { module, importId, name };
}

async function started(): Promise<Uploaded> {
  const { name, ...ref } = await upload();
  await startImport(org.operator, request(ref));
  return { name, ...ref };
}

/** @returns false when the step ended by itself before it came to its nth write */
async function killAt(n: number, step: Step, asked: object): Promise<boolean> {
  await stops.set(n);
  const told = JSON.stringify({ step, ctx: org.operator, request: asked });
  const child = spawn(process.execPath, [await compiled('lib/crm/imports/testing/step-process.ts'), told], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PGAPPNAME: 'killed' },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let code: number | null | undefined;
  void ended.then((how) => {
    code = how;
  });
  while (code === undefined && !(await stops.isReached())) await wait(10);
  const isStopped = code === undefined;
  child.kill('SIGKILL');
  await ended;
  await stops.letGo();
  if (!isStopped) expect(code).toBe(0);
  // PostgreSQL notices by itself that nobody is there any more.
  while ((await ownerSql()`select from pg_stat_activity where application_name = 'killed'`).length > 0) await wait(10);
  return isStopped;
}

/** Kills at one write after another, each time taking the step anew, until it ends. @returns how often */
async function killAll(step: Step, asked: object, every: number, whole: () => Promise<void>): Promise<number> {
  let kills = 0;
  for (let n = 1; await killAt(n, step, asked); n += isLong ? 1 : every) {
    kills += 1;
    await whole();
  }
  return kills;
}

interface Landed {
  live: number;
  names: number;
  made: number;
  told: number;
  overwritten: number;
  kept: number;
  deleted: number;
}

/** What an import has left, in records, in the ledger, and as it says itself. */
async function landedBy({ importId, name }: Uploaded): Promise<Landed> {
  const [row] = await ownerSql()<[Landed]>`
    select
      (select count(*)::int from records r where import_id = ${importId} and deleted_at is null) as live,
      (select count(distinct r.name)::int from records r where import_id = ${importId} and deleted_at is null) as names,
      (select count(*)::int from ledger_entries where subject_id = ${importId} and action = 'record.create') as made,
      (select coalesce((result ->> 'taken')::int, 0) + coalesce((result -> 'alsoCreated' ->> 'Accounts')::int, 0)
        from jobs where id = ${importId}) as told,
      (select count(*)::int from records r where r.name like ${`${name} %`} and source = 'screen'
        and "values" ->> 'Department' = 'New') as overwritten,
      (select count(*)::int from before_images where act_id = ${importId}) as kept,
      (select count(*)::int from ledger_entries e join records r on r.org_id = e.org_id and r.id = e.record_id
        where r.import_id = ${importId} and e.action = 'record.delete') as deleted`;
  return row;
}

/** Whatever was killed when: no record without its event, none twice, and the import says just what is there. */
async function expectWhole(ref: Uploaded): Promise<void> {
  const { live, names, made, told, overwritten, kept } = await landedBy(ref);
  expect({ names, made, told, kept }).toEqual({ names: live, made: live, told: live, kept: overwritten });
}

const TAKEN = ROWS - OVERWRITTEN - 1;
const told = { taken: TAKEN, overwritten: OVERWRITTEN, failed: 1 };
const ALL = { live: TAKEN + 3, names: TAKEN + 3, overwritten: OVERWRITTEN, deleted: 0 };

const draftsOf = () => ownerSql()`select id from jobs where kind = 'import' and status = 'draft' and done = 0`;

/** Each step: how many writes a kill passes over in the short form, and the way up to it and after it. */
const TABLE: { step: Step; every: number; run: (every: number) => Promise<number> }[] = [
  {
    step: 'upload',
    every: 2,
    async run(every) {
      const before = (await draftsOf()).length;
      const kills = await killAll('upload', { module, csv: csvOf('Upload') }, every, async () => {
        expect(await draftsOf()).toHaveLength(before);
      });
      expect(await draftsOf()).toHaveLength(before + 1);
      return kills;
    },
  },
  {
    step: 'reread',
    every: 2,
    async run(every) {
      const ref = await upload();
      const { headers } = await getImport(org.operator, ref);
      const asked = { module, importId: ref.importId, separator: ';' };
      const kills = await killAll('reread', asked, every, async () => {
        expect((await getImport(org.operator, ref)).headers).toEqual(headers);
      });
      expect((await getImport(org.operator, ref)).headers).toHaveLength(1);
      return kills;
    },
  },
  {
    step: 'preview',
    every: 2,
    async run(every) {
      const { name, ...ref } = await upload();
      const kills = await killAll('preview', request(ref), every, async () => {
        expect((await getImport(org.operator, ref)).row.params.checkId, name).toBeUndefined();
      });
      expect((await getImport(org.operator, ref)).row.params.checkId).toBeDefined();
      return kills;
    },
  },
  {
    step: 'check',
    every: 3,
    async run(every) {
      const { name, ...ref } = await upload();
      const { jobId } = await STEPS.preview(org.operator, request(ref));
      const kills = await killAll('check', { jobId }, every, async () => {
        const { state, result } = await getJob(org.operator, jobId);
        if (state === 'done') expect(result).toMatchObject(told);
        else expect(result).toBeNull();
      });
      expect(await getJob(org.operator, jobId)).toMatchObject({ state: 'done', result: told });
      expect(await ownerSql()`select from import_problems where job_id = ${jobId}`).toHaveLength(1);
      expect(await landedBy({ name, ...ref })).toMatchObject({ live: 0, overwritten: 0 });
      return kills;
    },
  },
  {
    step: 'start',
    every: 2,
    async run(every) {
      const { name, ...ref } = await upload();
      const kills = await killAll('start', request(ref), every, async () => {
        expect((await getImport(org.operator, ref)).row.status, name).toBe('draft');
      });
      expect((await getImport(org.operator, ref)).row.status).toBe('queued');
      return kills;
    },
  },
  {
    step: 'import',
    every: 17,
    async run(every) {
      const ref = await started();
      const kills = await killAll('import', { jobId: ref.importId }, every, () => expectWhole(ref));
      expect(await getJob(org.operator, ref.importId)).toMatchObject({ state: 'done', result: told });
      expect(await landedBy(ref)).toMatchObject(ALL);
      await expectWhole(ref);
      return kills;
    },
  },
  {
    step: 'undo',
    every: 20,
    async run(every) {
      const { name, ...ref } = await started();
      await STEPS.import(org.operator, { jobId: ref.importId });
      const kills = await killAll('undo', ref, every, async () => {
        const { live, deleted, made, overwritten, kept } = await landedBy({ name, ...ref });
        expect([live + deleted, kept]).toEqual([made, overwritten]);
      });
      expect(await landedBy({ name, ...ref })).toMatchObject({ live: 0, deleted: TAKEN + 3, overwritten: 0, kept: 0 });
      return kills;
    },
  },
  {
    step: 'merge',
    every: 3,
    async run(every) {
      const [keepId, otherId] = await twins('Merged');
      const asked = { module, keepId, otherIds: [otherId], versions: { [keepId]: 1, [otherId]: 1 }, choices: {} };
      const kills = await killAll('merge', asked, every, async () => {
        expect(await stateOf([keepId, otherId])).toEqual(APART);
      });
      expect(await stateOf([keepId, otherId])).toEqual(TOGETHER);
      return kills;
    },
  },
  {
    step: 'unmerge',
    every: 3,
    async run(every) {
      const [keepId, otherId] = await twins('Put back');
      const asked = { module, keepId, otherIds: [otherId], versions: { [keepId]: 1, [otherId]: 1 }, choices: {} };
      const merge = await STEPS.merge(org.operator, asked);
      const kills = await killAll('unmerge', { module, ...merge }, every, async () => {
        expect(await stateOf([keepId, otherId])).toEqual(TOGETHER);
      });
      expect(await stateOf([keepId, otherId])).toEqual(APART);
      return kills;
    },
  },
  {
    step: 'convert',
    every: 3,
    async run(every) {
      const leadId = await leadWithNote();
      const before = await conversionState(leadId);
      const kills = await killAll('convert', conversionOf(leadId), every, async () => {
        expect(await conversionState(leadId)).toEqual(before);
      });
      expect(await conversionState(leadId)).toEqual({ live: before.live + 3, notes: 0, converted: 1 });
      return kills;
    },
  },
  {
    step: 'unconvert',
    every: 3,
    async run(every) {
      const leadId = await leadWithNote();
      const before = await conversionState(leadId);
      const { conversionId } = await STEPS.convert(org.operator, conversionOf(leadId));
      const converted = await conversionState(leadId);
      const kills = await killAll('unconvert', { leadId, conversionId, evenSo: false }, every, async () => {
        expect(await conversionState(leadId)).toEqual(converted);
      });
      expect(await conversionState(leadId)).toEqual(before);
      return kills;
    },
  },
];

async function leadWithNote(): Promise<Id> {
  const values = { Last_Name: 'Killed', Company: 'Killed Care' };
  const { id: recordId } = await createRecord(org.operator, { module: 'Leads', values });
  await createNote(org.operator, { module: 'Leads', recordId, body: 'Of the lead.' });
  return recordId;
}

const conversionOf = (leadId: Id) => ({
  leadId,
  version: 1,
  account: { how: 'new' } as const,
  contact: { how: 'new' } as const,
  deal: true,
  values: { Deals: { Deal_Name: 'Killed deal', Stage: 'Qualification' } },
});

async function conversionState(leadId: Id): Promise<{ live: number; notes: number; converted: number }> {
  const [state] = await ownerSql()<[{ live: number; notes: number; converted: number }]>`
    select (select count(*)::int from records where org_id = ${org.orgId} and deleted_at is null) as live,
      (select count(*)::int from notes where record_id = ${leadId}) as notes,
      (select count(*)::int from conversions where lead_id = ${leadId}) as converted`;
  return state;
}

/** Two records of one name, the second with a note. */
async function twins(name: string): Promise<[Id, Id]> {
  const make = async () => (await createRecord(org.operator, { module, values: { Last_Name: name } })).id;
  const [keepId, otherId] = [await make(), await make()];
  await createNote(org.operator, { module, recordId: otherId, body: 'Of the other.' });
  return [keepId, otherId];
}

const APART = [
  { live: true, notes: 0 },
  { live: true, notes: 1 },
];
const TOGETHER = [
  { live: true, notes: 1 },
  { live: false, notes: 0 },
];
const stateOf = async (ids: Id[]) => [
  ...(await ownerSql()`
    select deleted_at is null as live, (select count(*)::int from notes n where n.record_id = r.id) as notes
    from records r where id = any(${ids}::bigint[]) order by id`),
];

describe('killed in the middle of its writes, and taken again, every row is there once or not at all', () => {
  test.each(TABLE)('$step', async ({ step, every, run }) => {
    const kills = await run(every);
    expect(kills).toBeGreaterThan(0);
    process.stdout.write(`${step}: killed ${kills} times.\n`);
  });

  test('what the killed uploads left on the disk is swept away a day later', async () => {
    const folder = join(filesFolder(), org.orgId);
    for (const file of await readdir(folder)) await utimes(join(folder, file), 0, 0);
    await expireFiles(new Date());
    const kept = await ownerSql()<{ id: Id }[]>`select id from jobs where org_id = ${org.orgId}`;
    const ids = new Set(kept.map(({ id }) => id));
    expect((await readdir(folder)).filter((file) => !ids.has(file))).toEqual([]);
  });
});

describe('cancelled', () => {
  test.each([1, 7, 13])(
    'in the middle of a batch, at write %i to the records, it ends with whole batches, says so, and is undone',
    async (n) => {
      const ref = await started();
      await stops.set(n, 'records');
      const running = STEPS.import(org.operator, { jobId: ref.importId });
      while (!(await stops.isReached())) await wait(10);
      await cancelJob(org.operator, ref.importId);
      // The worker looks twice a second.
      await wait(1_200);
      await stops.letGo();
      await running;
      expect((await getJob(org.operator, ref.importId)).state).toBe('cancelled');
      await expectWhole(ref);
      const { live } = await landedBy(ref);
      expect(live).toBeGreaterThan(0);
      expect(live).toBeLessThan(ALL.live);
      const { name: _, ...asked } = ref;
      await undoImport(org.operator, asked);
      expect(await landedBy(ref)).toMatchObject({ live: 0, overwritten: 0, kept: 0 });
    },
  );

  test('while it is uploaded, nothing of it stays', async () => {
    const drafts = (await draftsOf()).length;
    const files = (await readdir(join(filesFolder(), org.orgId))).length;
    const source = Readable.from(
      (async function* () {
        yield Buffer.from(csvOf('Broken off'));
        throw new Error('broken off');
      })(),
    );
    await expect(uploadImport(org.operator, { module, source })).rejects.toThrow('broken off');
    expect(await draftsOf()).toHaveLength(drafts);
    expect(await readdir(join(filesFolder(), org.orgId))).toHaveLength(files);
  });
});
