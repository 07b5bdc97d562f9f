/**
 * Every statement of our templates is known: what it gives is what its caller says, and it is written down beside the code.
 * `UPDATE=1` writes down anew what needs no test for it; the rest, as the tests send it, `UPDATE=1 npm test -- PATH…`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ownerSql } from '../database';
import { bring, match, placeOf } from './bring';
import { compareRow } from './compare';
import { foldStatement } from './fold';
import { layOut } from './layout';
import { type Column, keepRecorded, readRecorded, recordStatements } from './record';
import { isOurs, readTemplates, type Template } from './templates';
import { CALLERS } from './testdata/callers';
import { differences, readWritten, type Written, writeDown } from './written';

const HERE = relative(process.cwd(), import.meta.dirname);
const FIXTURE = join(HERE, 'testdata/callers.ts');
let ours: Template[];
let wrongOnes: Template[];

beforeAll(() => {
  const templates = readTemplates((path) => isOurs(path) || path === FIXTURE);
  ours = templates.filter(({ file }) => file !== FIXTURE);
  wrongOnes = templates.filter(({ file }) => file === FIXTURE);
});

const columnsOf = (described: { columns: { name: string; type: number }[] }): Column[] =>
  described.columns.map(({ name, type }) => [name, type]);

test('a misspelt column, one that is missing and one of another kind are told with their lines', async () => {
  const told: string[] = [];
  for (const template of wrongOnes) {
    const ask = CALLERS[template.within as keyof typeof CALLERS];
    const columns = columnsOf(await ask(ownerSql()).describe());
    for (const problem of compareRow(template.row, columns)) told.push(`${placeOf(template)}: ${problem}`);
  }
  expect(told).toEqual([
    `${FIXTURE}:4 misspelt: the statement gives no naem (it gives id, name)`,
    `${FIXTURE}:6 missing: the statement gives no rights (it gives id)`,
    `${FIXTURE}:8 wrongKind: count is string to its caller and number to PostgreSQL`,
    `${FIXTURE}:8 wrongKind: told is Date to its caller and string to PostgreSQL`,
    `${FIXTURE}:12 concluded: the statement gives no is_active (it gives active)`,
  ]);
});

test('each statement that is written down is one for PostgreSQL, and gives what its caller says', async () => {
  const wrong: string[] = [];
  for (const [template, { text }] of match(ours, readWritten())) {
    if (text === '') continue;
    const columns = await describeStatement(text);
    const problems = typeof columns === 'string' ? [columns] : compareRow(template.row, columns);
    wrong.push(...problems.map((problem) => `${placeOf(template)}: ${problem}`));
  }
  expect(wrong).toEqual([]);
});

test('each statement of our templates is written down beside them, or named as one that no test sends', () => {
  const isUpdate = Boolean(process.env.UPDATE);
  const known = bring(ours, readWritten(), { recorded: [], isWhole: false, isUpdate });
  if (isUpdate) writeDown(known);
  expect(differences(known)).toEqual([]);
});

test('what is sent is noted with the file of its template, without its values and lengths of lists, and so are its parts', async () => {
  recordStatements();
  const sql = ownerSql();
  const some = sql`where id = any(${['1', '2']}::bigint[])`;
  await sql`select name -- and nothing else
    from profiles ${some} and name in ${sql(['secret a', 'secret b'])}`;
  const folder = mkdtempSync(join(tmpdir(), 'statements-'));
  keepRecorded(folder);
  const noted = readRecorded(folder).filter(({ file }) => file === join(HERE, 'statements.test.ts'));
  rmSync(folder, { recursive: true });
  expect(noted.map(({ strings, sent }) => ({ strings: strings[0], sent }))).toEqual([
    {
      strings: expect.stringMatching(/^select name/),
      sent: { 'select name from profiles where id = any($1::bigint[]) and name in ($2)': [['name', 25]] },
    },
    { strings: 'where id = any(', sent: {} },
  ]);
});

test('a statement stays written as it is while a test sends it so, and what no test sends is named', () => {
  const template = (within: string, line: number, ...strings: string[]): Template => {
    const statement = strings.length === 1 ? strings.join('') : null;
    return { file: 'lib/a.ts', line, within, strings, statement, row: [] };
  };
  const [list, never] = [template('list', 1, 'select 1 from a ', ''), template('never', 2, 'delete from a')];
  const templates = [list, never, template('sort', 3, 'order by x')];
  const forms: Record<string, Column[]> = { 'select 1 from a': [], 'select 1 from a where b': [] };
  const recorded = [{ file: list.file, strings: list.strings, sent: forms }];
  const broughtTo = (before: string | null, run: Parameters<typeof bring>[2]) => {
    const written: Written[] =
      before === null ? [] : [{ file: 'lib/a.ts', within: 'list', standing: before ? 'sent' : 'unsent', text: before }];
    return bring(templates, written, run).map(({ within, standing, text }) => `${within} ${standing}: ${text}`);
  };
  const whole = { recorded, isWhole: true, isUpdate: false };
  const unsent = 'never unsent: delete from a';
  expect(broughtTo(null, whole)).toEqual(['list sent: select 1 from a', unsent]);
  expect(broughtTo('select 1 from a where b', whole)).toEqual(['list sent: select 1 from a where b', unsent]);
  expect(broughtTo('select 1 from a where gone', whole)).toEqual(['list sent: select 1 from a', unsent]);
  expect(broughtTo('', whole)).toEqual(['list sent: ', unsent]);
  expect(broughtTo('', { ...whole, isUpdate: true })).toEqual(['list sent: select 1 from a', unsent]);
  const none = { recorded: [], isWhole: false, isUpdate: true };
  expect(broughtTo('select 1 from a where b', none)).toEqual([
    'list sent: select 1 from a where b',
    'never sent: delete from a',
  ]);
});

test('a statement that is laid out on lines is the same statement', () => {
  for (const { text } of readWritten()) expect(foldStatement(layOut(text))).toBe(text);
});

async function describeStatement(text: string): Promise<Column[] | string> {
  return ownerSql()
    .unsafe(text)
    .describe()
    .then(columnsOf, (error: Error) => error.message);
}
