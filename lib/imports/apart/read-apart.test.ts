import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { makeXlsx, makeZip } from '../testing/make-xlsx';
import { type ApartLimits, readApart } from './read-apart';

const ROW = '<row><c t="inlineStr"><is><t>x</t></is></c></row>';

async function read(bytes: Buffer, limits?: Partial<ApartLimits>) {
  const reading = await readApart(bytes, limits);
  try {
    const lines = await text(reading.lines);
    return { lines, ...(await reading.end()) };
  } finally {
    reading.stop();
  }
}

test('a workbook read apart is the same, row by row, with its sheets', async () => {
  const { lines, sheets } = await read(readFileSync('lib/imports/testdata/xlsx/openpyxl.xlsx'));
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
  const { Workbook } = await import('./workbook');
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
  const given = await readApart(makeXlsx({ sheets: { A: ROW.repeat(100_000) } }));
  given.stop();
  const results = await Promise.all(Array.from({ length: 5 }, () => read(makeXlsx({ sheets: { A: ROW } }))));
  expect(results.map(({ lines }) => lines)).toEqual(Array.from({ length: 5 }, () => '0,1,x\n'));
});

test.skipIf(process.platform !== 'linux')('the process that reads it is given no setting of ours', async () => {
  const reading = await readApart(makeXlsx({ sheets: { A: ROW.repeat(100_000) } }));
  const environment = readFileSync(`/proc/${reading.pid}/environ`, 'utf8');
  reading.stop();
  expect(environment.split('\0').filter((line) => !/^(NODE_CHANNEL_|$)/.test(line))).toEqual([]);
});
