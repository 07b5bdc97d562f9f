/** Data made elsewhere, file by file, into a module made of its own columns: every row is taken, or told of by column. */
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { type ColumnLook, lookAtColumns } from './columns/look';
import { isOpen } from './columns/question';
import type { ColumnChoices, ColumnReading } from './columns/reading';
import { getImport } from './queries';
import type { CheckResult, ImportRef, Mapping } from './schemas';
import { dryRun, importNow } from './testing/dry-run';
import { uploadImport } from './upload/upload';

const FOLDERS = ['crm-exports', 'csv-conformance', 'synthea-csv'].map((name) => `../shared/data/${name}`);

/** What a CRM imports first; all other files too with `DATASETS=all`, which takes minutes. */
const USUAL =
  /csvs\/|contacts|contact_data|contact_history|company_data|deal_data|ticket_data|patients|organizations|providers|payers/;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv') && (process.env.DATASETS === 'all' || USUAL.test(name)))
    .map((name) => `${folder}/${name}`)
    .sort();

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

async function upload(module: string, path: string): Promise<ImportRef> {
  const { importId } = await uploadImport(org.admin, { module, source: createReadStream(path) });
  return { module, importId };
}

/** Fields made of the columns, as the wizard proposes them; the first is the name of the record. */
async function fieldsFor(module: string, ref: ImportRef, headers: readonly string[]): Promise<Mapping> {
  const looks = await lookAtColumns(org.admin, { ...ref, mapping: {} });
  const mapping: Mapping = {};
  for (const { column, proposed } of looks) {
    if (proposed === null) continue;
    const label = `${(headers[column] || 'Column').slice(0, 80)} (${column + 1})`;
    const made = await createField(org.admin, { module, label, ...proposed });
    mapping[column] = made.apiName;
  }
  return mapping;
}

/** Answers what is asked by its first answer, until nothing is. */
async function answered(ref: ImportRef, mapping: Mapping): Promise<{ columns: ColumnChoices; asked: string[] }> {
  const columns: ColumnChoices = {};
  const asked: string[] = [];
  for (;;) {
    const looks: ColumnLook[] = await lookAtColumns(org.admin, { ...ref, mapping, columns });
    const open = looks.filter(isOpen);
    if (open.length === 0) return { columns, asked };
    for (const { column, questions } of open) {
      const answers = questions.map(({ asks, answers }) => [asks, answers[0]?.value]);
      asked.push(...questions.map(({ asks }) => asks));
      const reading = { ...columns[column]?.reading, ...(Object.fromEntries(answers) as ColumnReading) };
      columns[column] = { reading, bad: 'refuse' };
    }
  }
}

const told = ({ byColumn = [] }: CheckResult): string =>
  byColumn
    .map(({ field, problem, rows, isTaken }) => `${field} ${rows}${isTaken ? ' taken' : ''} "${problem}"`)
    .join('; ');

for (const folder of FOLDERS) {
  test.runIf(existsSync(folder))(`${basename(folder)}: every row is taken, or told of by column`, async () => {
    const lines: string[] = [];
    let module: Pick<ModuleDefinition, 'apiName'>;
    for (const [n, path] of filesIn(folder).entries()) {
      const name = `${basename(folder).slice(0, 12)} ${n}`;
      module = await createModule(org.admin, { singular: name, plural: `${name} s` });
      const ref = await upload(module.apiName, path).catch((error: Error) => error.message);
      if (typeof ref === 'string') {
        lines.push(`${path}: refused whole: ${ref}`);
        continue;
      }
      const { headers, row } = await getImport(org.admin, ref);
      const mapping = await fieldsFor(module.apiName, ref, headers);
      const own = (await org.metadata()).modules.find(({ apiName }) => apiName === module.apiName);
      const [first] = Object.keys(mapping);
      if (first === undefined) continue;
      mapping[first] = own?.nameFields[0] ?? '';
      const { columns, asked } = await answered(ref, mapping);
      const request = { ...ref, mapping, columns };
      const found = row.params.rows > 3000 ? await dryRun(org.admin, request) : await importNow(org.admin, request);
      const { taken, failed } = found;
      lines.push(
        `${path}: ${taken} of ${row.params.rows} taken; asked ${asked.join(' ') || 'nothing'}; ${told(found as CheckResult)}`,
      );
      expect(taken + failed).toBe(row.params.rows);
      const refused = (found.byColumn ?? []).filter(({ isTaken }) => !isTaken);
      expect(refused.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThanOrEqual(failed);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(lines.length).toBe(filesIn(folder).length);
  });
}
