import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { openZippedCsv } from '../bulk/zipped-csv';
import { inspectCsv } from '../file/inspect';
import { START_BYTES } from '../file/split-start';
import { makeXlsx, makeZip } from '../testing/make-xlsx';
import { inspectUpload } from './inspect';
import { type ApartLimits, inspectApart, readApart } from './read-apart';
import type { TaskOf } from './task';

const ROW = '<row><c t="inlineStr"><is><t>x</t></is></c></row>';

async function readAs<Kind extends 'workbook' | 'zip'>(
  bytes: Buffer,
  task: TaskOf<Kind>,
  limits?: Partial<ApartLimits>,
) {
  const reading = await readApart(bytes, task, limits);
  try {
    const lines = await text(reading.bytes);
    return { lines, ...(await reading.end()) };
  } finally {
    reading.stop();
  }
}
const read = (bytes: Buffer, limits?: Partial<ApartLimits>) => readAs(bytes, { kind: 'workbook' }, limits);

/** Processor time of this process for an act that may throw, in ms. */
async function costOf(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act().catch(() => {});
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of five fractions of a cost, or the first below one: a busy machine makes either side dearer than it is. */
async function bestOf(fraction: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best >= 1; round += 1) best = Math.min(best, await fraction());
  return best;
}

test('a workbook read apart is the same, row by row, with its sheets', async () => {
  const { lines, sheets } = await read(readFileSync('lib/crm/imports/testdata/xlsx/openpyxl.xlsx'));
  expect(lines.split('\n')[0]).toBe('0,2,Last Name,Date of Birth,Zip,Phone,When,Count,Formula');
  expect(sheets.map(({ name }) => name)).toEqual(['People', 'Other', 'Hidden']);
});

test('what is no workbook is refused in the same words', async () => {
  await expect(read(makeZip({ 'a.txt': 'x' }))).rejects.toThrow('This ZIP holds no workbook.');
  await expect(read(Buffer.from('PK\x03\x04 and no more'))).rejects.toMatchObject({
    code: 'invalid',
    reason: 'BAD_XLSX',
  });
});

test('a hostile workbook of eight million shared texts costs the process that serves people next to nothing', async () => {
  const bytes = makeXlsx({ sheets: { A: ROW }, strings: '<si><t/></si>'.repeat(8_000_000) });
  expect(bytes.length).toBeLessThan(1_000_000);
  const before = process.cpuUsage();
  await expect(read(bytes)).rejects.toMatchObject({ code: 'invalid', reason: 'BOMB' });
  const { user, system } = process.cpuUsage(before);
  // The same file again, in this process, is what it would have cost here.
  const { Workbook } = await import('../xlsx/workbook');
  const begun = process.cpuUsage();
  await expect(Workbook.open(bytes)).rejects.toMatchObject({ reason: 'BOMB' });
  const here = process.cpuUsage(begun);
  expect(user + system).toBeLessThan((here.user + here.system) / 2);
});

test('processor time, memory and time have limits, and a reading that passes one is ended as too much', async () => {
  const many = makeXlsx({ sheets: { A: ROW.repeat(300_000) } });
  await expect(read(many, { cpuMs: 1 })).rejects.toMatchObject({ code: 'invalid', reason: 'BOMB' });
  await expect(read(many, { wallMs: 1 })).rejects.toMatchObject({ code: 'invalid', reason: 'BOMB' });
  const strings = Array.from({ length: 300_000 }, (_, n) => `<si><t>text number ${n}</t></si>`).join('');
  const texts = makeXlsx({ sheets: { A: ROW }, strings });
  await expect(read(texts, { memoryMb: 20 })).rejects.toMatchObject({ code: 'invalid', reason: 'BOMB' });
});

test('more workbooks at once than are read at once all get their turn, also after one that was given up', async () => {
  const given = await readApart(makeXlsx({ sheets: { A: ROW.repeat(100_000) } }), { kind: 'workbook' });
  given.stop();
  const small = makeXlsx({ sheets: { A: ROW + ROW } });
  const results = await Promise.all(Array.from({ length: 5 }, () => read(small)));
  expect(results.map(({ lines }) => lines)).toEqual(Array.from({ length: 5 }, () => '0,1,x\n0,2,x\n'));
});

test.skipIf(process.platform !== 'linux')('the process that reads it is given no setting of ours', async () => {
  const reading = await readApart(makeXlsx({ sheets: { A: ROW.repeat(100_000) } }), { kind: 'workbook' });
  const environment = readFileSync(`/proc/${reading.pid}/environ`, 'utf8');
  reading.stop();
  expect(environment.split('\0').filter((line) => !/^(NODE_CHANNEL_|$)/.test(line))).toEqual([]);
});

describe('a CSV file above 64 KiB', () => {
  const MB = 1_000_000;
  const manner = { for: 'a person' } as const;
  const task = { kind: 'csv', choice: {}, manner } as const;
  const readHere = (bytes: Buffer) => inspectCsv(bytes.subarray(0, START_BYTES), async () => pieces(bytes), {}, manner);
  const pieces = (bytes: Buffer) =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += START_BYTES) yield bytes.subarray(at, at + START_BYTES);
      })(),
      { objectMode: false },
    );
  const hostile: [string, Buffer][] = [
    ['of commas alone', Buffer.alloc(8 * MB, `${','.repeat(400)}\n`)],
    ['of quotes alone', Buffer.alloc(8 * MB, '"')],
    ['of one cell in quotes that is never closed', Buffer.concat([Buffer.from('a,b\n"'), Buffer.alloc(8 * MB, 'x')])],
    ['of many short rows', Buffer.alloc(8 * MB, 'a,"b"\r\n')],
    ['of cells of doubled quotes', Buffer.alloc(8 * MB, `"${'""'.repeat(30_000)}",x\n`)],
  ];

  test('is found to be the same as when it is read here, byte marks, separators and all', async () => {
    const bytes = Buffer.from(`\ufeffName;Note\n${'Anna;"a ""quoted"" text, with\nlines"\n'.repeat(4000)}x;y;z\n`);
    const apart = await inspectApart(async () => pieces(bytes), task);
    expect(apart).toEqual(await readHere(bytes));
    expect(apart).toMatchObject({ headers: ['Name', 'Note'], found: { rows: 4001 }, format: { separator: ';' } });
  });

  test('of another encoding, or with stray quotes, is read again, as a file that is small', async () => {
    const legacy = Buffer.from(`Name,Note\n${'Jos\u00e9,x\n'.repeat(20_000)}`, 'latin1');
    const stray = Buffer.from(`Name,Note\n${'Anna,5" tall\n'.repeat(20_000)}`);
    for (const [bytes, said] of [
      [legacy, /encoding is a guess/],
      [stray, /quotes that are not doubled/],
    ] as const) {
      const { found } = await inspectUpload(bytes.subarray(0, START_BYTES), async () => pieces(bytes));
      expect(found).toMatchObject({ rows: 20_000, notes: [expect.stringMatching(said)] });
    }
  });

  test.each(hostile)('%s costs the process that serves people a fraction of what reading it does', async (_, bytes) => {
    const fraction = await bestOf(async () => {
      const here = await costOf(() => readHere(bytes));
      const apart = await costOf(() => inspectApart(async () => pieces(bytes), task));
      // What is left is carrying the bytes.
      return apart / Math.max(here / 2, 60);
    });
    expect(fraction).toBeLessThan(1);
  });

  test('that takes too long, or does not come whole, is told as that', async () => {
    const [, bytes] = hostile[3] as [string, Buffer];
    await expect(inspectApart(async () => pieces(bytes), task, { cpuMs: 1 })).rejects.toMatchObject({ reason: 'BOMB' });
    const cut = Readable.from(
      (async function* () {
        yield bytes.subarray(0, MB);
        throw new Error('touched');
      })(),
      { objectMode: false },
    );
    await expect(inspectApart(async () => cut, task)).rejects.toThrow('touched');
  });
});

describe('a zip', () => {
  test('is unpacked by the other process, and what is wrong with one is told in the same words', async () => {
    const csv = 'Name\nAnna\n'.repeat(10_000);
    const { lines, fileName } = await readAs(makeZip({ 'folder/a.csv': csv }), { kind: 'zip' });
    expect([fileName, lines]).toEqual(['a.csv', csv]);
    for (const bad of [
      makeZip({ 'a.csv': 'x', 'b.csv': 'y' }),
      makeZip({ 'a.xlsx': 'x' }),
      Buffer.from('PK and no more'),
    ]) {
      const said = await openZippedCsv(bad).catch((error) => error);
      const { message, reason, facts } = said;
      await expect(readAs(bad, { kind: 'zip' })).rejects.toMatchObject({ code: 'invalid', message, reason, facts });
    }
  });

  async function sizeOf(content: AsyncIterable<Buffer>): Promise<number> {
    let size = 0;
    for await (const chunk of content) size += chunk.length;
    return size;
  }

  /** What comes, piece by piece, as it is passed on. */
  async function passedOn(bytes: Buffer): Promise<void> {
    const reading = await readApart(bytes, { kind: 'zip' });
    try {
      await sizeOf(reading.bytes);
      await reading.end();
    } finally {
      reading.stop();
    }
  }

  /** Writes 40 MB and does nothing else. */
  const WRITER = `const part = Buffer.alloc(65_536, 'a,');
    let left = 610;
    const go = () => { while (left-- > 0) if (!process.stdout.write(part)) return process.stdout.once('drain', go); };
    go();`;

  test('of a few kilobytes that holds forty megabytes costs the process that serves people what carrying its bytes does', async () => {
    const bytes = makeZip({ 'a.csv': `${'a,'.repeat(20_000_000)}` });
    const fraction = await bestOf(async () => {
      let carried = 0;
      const carrying = await costOf(async () => {
        const { stdout } = spawn(process.execPath, ['-e', WRITER], { stdio: ['ignore', 'pipe', 'ignore'] });
        carried = await sizeOf(stdout);
      });
      expect(carried).toBe(610 * 65_536);
      return (await costOf(() => passedOn(bytes))) / Math.max(2 * carrying, 100);
    });
    expect(fraction).toBeLessThan(1);
    await expect(readAs(bytes, { kind: 'zip' })).rejects.toMatchObject({ reason: 'ZIP_BOMB' });
    await expect(readAs(bytes, { kind: 'zip' }, { wallMs: 1 })).rejects.toMatchObject({ reason: 'BOMB' });
  });
});

test('a file that is no larger than its beginning is read where it is: 64 KiB, whatever stands in it', async () => {
  for (const fill of ['"', ',', '\n', 'a,"b"\n', '""', '\u00e9']) {
    const start = Buffer.alloc(START_BYTES - 1, fill);
    const read = await inspectUpload(start, () => Promise.reject(new Error('opened'))).catch((error) => error);
    expect(read?.message ?? '').not.toBe('opened');
  }
});
