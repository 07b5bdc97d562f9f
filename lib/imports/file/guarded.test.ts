import { expect, test } from 'vitest';
import { type CsvChoice, inspectCsv } from './inspect';
import { splitStart } from './split-start';

async function inspect(text: string, choice: CsvChoice = {}) {
  const chunks = async function* () {
    yield Buffer.from(text);
  };
  const { start } = await splitStart(chunks());
  return inspectCsv(start, async () => chunks(), choice, { for: 'a person' });
}

const PAIR = 'Last Name,Owner,Owner.id,Balance';
const ROWS = "Reed,Carl,123,'-5\nRoe,Carl,123,'+1\n";

test('of an export of ours with columns taken out the apostrophes are proposed to be taken off, told, and kept where a person says so', async () => {
  for (const text of [`${PAIR}\n${ROWS}`, "Record Id,Balance\n1,'-5\n2,3\n"]) {
    const { format, found, columns } = await inspect(text);
    expect(format).toMatchObject({ guarded: true });
    expect(found.ours).toBeUndefined();
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
  ['one cell is bare', `${PAIR}\n${ROWS}Ray,Carl,123,-7\n`],
  ['no column of ours is left', "Last Name,Balance\nReed,'-5\n"],
  ['an id does not stand behind its name', "Owner.id,Last Name,Owner,Balance\n1,Reed,Carl,'-5\n"],
])('the apostrophes of a file are kept and asked about where %s', async (_, text) => {
  const { format, found } = await inspect(text);
  expect(format.guarded).toBeUndefined();
  expect(found.guarded).toBeGreaterThan(0);
  expect(found.notes.join(' ')).toContain('kept as part of the text unless you say otherwise');
});

test('a file of ours without such a cell has no question about apostrophes', async () => {
  const { format, found } = await inspect(`${PAIR}\nReed,Carl,123,5\n`);
  expect([format.guarded, found.guarded, found.notes]).toEqual([undefined, undefined, []]);
});
