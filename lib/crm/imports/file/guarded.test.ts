import { expect, test } from 'vitest';
import { askedOfFile } from './format';
import { type CsvChoice, inspectCsv, type Manner } from './inspect';
import { splitStart } from './split-start';

async function inspect(text: string, choice: CsvChoice = {}, by: Manner['for'] = 'a person') {
  const chunks = async function* () {
    yield Buffer.from(text);
  };
  const { start } = await splitStart(chunks());
  return inspectCsv(start, async () => chunks(), choice, { for: by });
}

const PAIR = 'Last Name,Owner,Owner.id,Balance';
const ROWS = "Reed,Carl,123,'-5\nRoe,Carl,123,'+1\n";

test('of an export of ours with columns taken out the apostrophes are proposed to be taken off, told, and kept where a person says so', async () => {
  for (const text of [`${PAIR}\n${ROWS}`, "Record Id,Balance\n1,'-5\n2,3\n"]) {
    const { format, found, columns } = await inspect(text);
    expect(format).toMatchObject({ guarded: true });
    expect(found.ours).toBeUndefined();
    expect(askedOfFile(found)).toEqual([]);
    expect(found.notes.join(' ')).toMatch(/\d cells? with an apostrophe .* taken off/);
    expect(columns.at(-1)?.samples).toContain('-5');
  }
  const kept = await inspect(`${PAIR}\n${ROWS}`, { guarded: false });
  expect(kept.format.guarded).toBeUndefined();
  // So it can be chosen otherwise again.
  expect(kept.found.guarded).toBe(2);
  expect(kept.columns.at(-1)?.samples).toContain("'-5");
});

test.each([
  ['only other columns of it are left', "Description,Campaign Name,Expected Revenue\n'+1 text,'@home,'-12.5\n"],
  ['one cell is bare', `${PAIR}\n${ROWS}Ray,Carl,123,-7\n`],
  ['no column of ours is left', "Last Name,Balance\nReed,'-5\n"],
  ['an id does not stand behind its name', "Owner.id,Last Name,Owner,Balance\n1,Reed,Carl,'-5\n"],
])('the apostrophes of a file are asked about where %s, until a person says what they are', async (_, text) => {
  const { format, found } = await inspect(text);
  expect(format.guarded).toBeUndefined();
  expect(found.guarded).toBeGreaterThan(0);
  expect(found.notes.join(' ')).toContain('Say above whether it is part of the text');
  expect(askedOfFile(found)).toEqual(['apostrophes']);
  for (const guarded of [true, false]) expect(askedOfFile((await inspect(text, { guarded })).found)).toEqual([]);
});

test('of a file of a program nothing is asked: its apostrophes are exact', async () => {
  const { format, found } = await inspect("Last Name,Balance\nReed,'-5\n", { guarded: false }, 'a program');
  expect([format.guarded, found.guarded, askedOfFile(found), found.notes]).toEqual([undefined, undefined, [], []]);
});

test('a file of ours without such a cell has no question about apostrophes', async () => {
  const { format, found } = await inspect(`${PAIR}\nReed,Carl,123,5\n`);
  expect([format.guarded, found.guarded, found.notes]).toEqual([undefined, undefined, []]);
});
