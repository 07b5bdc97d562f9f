import { expect } from 'vitest';
import { ownerSql } from './database';

/** Shorter values would be found by chance. */
const MIN_LENGTH = 6;
/** A number so short stands in some id sooner or later: it counts as a number of its own, not as a part of one. */
const SHORT_NUMBER = /^\d{6,9}$/;

/**
 * Fails if one of these values stands anywhere in the test file's database: in any column of any row of any table of
 * ours, whatever its type, in clear, in capitals or small letters, as JSON, in hexadecimal or in Base64.
 * @param values of six characters at least.
 */
export async function expectNowhereInDatabase(values: readonly string[]): Promise<void> {
  const forms = values.flatMap(formsOf);
  const folded = finder(forms.filter(({ exact }) => !exact));
  const exact = finder(forms.filter((form) => form.exact));
  const found = new Set<string>();
  for (const { table, columns } of await tablesOf()) {
    const texts = columns.map((column) => `"${column}"::text as "${column}"`).join(', ');
    const rows = await ownerSql().unsafe<Record<string, string | null>[]>(`select ${texts} from ${table}`);
    for (const row of rows) {
      for (const [column, cell] of Object.entries(row)) {
        if (cell === null) continue;
        const hits = [...folded(cell.toLowerCase()), ...exact(cell)];
        for (const { value, form } of hits) found.add(`${value} ${form} in ${table}.${column}`);
      }
    }
  }
  expect([...found], `found in the database: ${[...found].join('; ')}`).toEqual([]);
}

/** Finds which of many forms a text holds, in one walk over it. */
function finder(forms: readonly Form[]): (text: string) => Form[] {
  const byStart = new Map<string, Form[]>();
  for (const form of forms) {
    if (form.text.length < MIN_LENGTH)
      throw new Error(`A value of fewer than ${MIN_LENGTH} characters is found by chance.`);
    const start = form.text.slice(0, MIN_LENGTH);
    byStart.set(start, [...(byStart.get(start) ?? []), form]);
  }
  return (text) => {
    const hits: Form[] = [];
    for (let at = 0; at <= text.length - MIN_LENGTH; at += 1) {
      const candidates = byStart.get(text.slice(at, at + MIN_LENGTH));
      if (candidates) hits.push(...candidates.filter((form) => standsAt(text, at, form)));
    }
    return hits;
  };
}

function standsAt(text: string, at: number, form: Form): boolean {
  if (!text.startsWith(form.text, at)) return false;
  const around = (text[at - 1] ?? '') + (text[at + form.text.length] ?? '');
  return !(SHORT_NUMBER.test(form.text) && /[0-9a-f]/i.test(around));
}

/** Every table that holds rows, in every schema of ours; the queue's too, since a payload could carry a value. */
async function tablesOf(): Promise<{ table: string; columns: string[] }[]> {
  const rows = await ownerSql()<{ table: string; columns: string[] }[]>`
    select format('%I.%I', table_schema, table_name) as table, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    group by table_schema, table_name`;
  return rows;
}

interface Form {
  value: string;
  form: string;
  text: string;
  /** Capitals and small letters count. */
  exact: boolean;
}

function formsOf(value: string): Form[] {
  const folded = value.toLowerCase();
  const forms: Form[] = [
    { value, form: 'in clear', text: folded, exact: false },
    { value, form: 'as JSON', text: JSON.stringify(folded).slice(1, -1), exact: false },
  ];
  for (const text of new Set([value, folded])) {
    forms.push({ value, form: 'in hexadecimal', text: Buffer.from(text).toString('hex'), exact: false });
    for (const base64 of base64Forms(text)) forms.push({ value, form: 'in Base64', text: base64, exact: true });
  }
  return forms;
}

/** Base64 of a text that stands at any place within what was encoded: one form for each remainder by three. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters also depend on the neighbours.
    const from = offset === 0 ? 0 : offset + 1;
    const to = (offset + bytes.length) % 3 === 0 ? whole.length : whole.length - 1;
    return whole.slice(from, to);
  });
}
