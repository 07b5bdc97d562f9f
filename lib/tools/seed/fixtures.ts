import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

/** The rows of a fixture beside this file, by column; empty cells are left out. */
export function readFixture(name: string): Record<string, string>[] {
  const text = readFileSync(resolve('lib/tools/seed/fixtures', `${name}.csv`), 'utf8');
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
}
