/**
 * Every statement of our templates is known: what it gives is what its caller says, and it is written down beside the code.
 * `UPDATE=1` writes down anew what needs no test for it; the rest, as the tests send it, `UPDATE=1 npm test -- PATH…`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ownerSql } from '../database';
import { bring, match, placeOf, typesInHoles } from './bring';
import { compareNulls, compareRow } from './compare';
import { type Described, describeStatements } from './describe';
import { foldStatement } from './fold';
import { layOut } from './layout';
import { compareHoles } from './parameters';
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

/** What is wrong with templates, by what PostgreSQL says of the texts. */
async function wrongOf(known: readonly (readonly [Template, string])[]): Promise<string[]> {
  const texts = known.map(([, text]) => text);
  const described = await describeStatements(ownerSql(), texts);
  return known.flatMap(([template, text]) =>
    problemsOf(template, text, described.get(text) ?? 'It was not asked for.').map(
      (one) => `${placeOf(template)}: ${one}`,
    ),
  );
}

function problemsOf(template: Template, text: string, described: Described | string): string[] {
  if (typeof described === 'string') return [described];
  const { columns, parameters, nullable } = described;
  return [
    ...compareRow(template.row, columns),
    ...compareNulls(template.row, columns, nullable),
    ...compareHoles(template.holes, typesInHoles(template, text, parameters)),
  ];
}

test('a column that is misspelt, missing, of another kind or may be null, and a value of another kind, are told with their lines', async () => {
  expect(wrongOnes.map(({ within }) => within).sort()).toEqual(Object.keys(CALLERS).sort());
  expect(await wrongOf(wrongOnes.map((template) => [template, template.statement ?? '']))).toEqual([
    `${FIXTURE}:4 misspelt: the statement gives no naem (it gives id, name)`,
    `${FIXTURE}:6 missing: the statement gives no rights (it gives id)`,
    `${FIXTURE}:8 wrongKind: count is string to its caller and number to PostgreSQL`,
    `${FIXTURE}:8 wrongKind: told is Date to its caller and string to PostgreSQL`,
    `${FIXTURE}:12 concluded: the statement gives no is_active (it gives active)`,
    ...['last', 'profile', 'role', 'newest', 'lower'].map(
      (name) => `${FIXTURE}:27 nulls: ${name} is string to its caller, and may be null`,
    ),
    `${FIXTURE}:32 written: last is string to its caller, and may be null`,
    `${FIXTURE}:48 wrongValues: at is Date here, and PostgreSQL takes text`,
    `${FIXTURE}:48 wrongValues: version is string here, and PostgreSQL takes number`,
    `${FIXTURE}:48 wrongValues: names is number[] here, and PostgreSQL takes lists of text`,
    `${FIXTURE}:48 wrongValues: active is string here, and PostgreSQL takes boolean`,
  ]);
});

test('each statement that is written down is one for PostgreSQL; what it gives and takes is what its caller says', async () => {
  const known = [...match(ours, readWritten())].flatMap(([template, { text }]) =>
    text === '' ? [] : [[template, text] as const],
  );
  expect(await wrongOf(known)).toEqual([]);
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
    return { file: 'lib/a.ts', line, within, strings, statement, holes: [], row: [] };
  };
  const [list, never] = [template('list', 1, 'select 1 from a ', ''), template('never', 2, 'delete from a')];
  const templates = [list, never, template('sort', 3, 'order by x')];
  const forms: Record<string, Column[]> = { 'select 1 from a': [], 'select 1 from a where b': [] };
  const recorded = [{ file: list.file, strings: list.strings, sent: forms, holes: {} }];
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
