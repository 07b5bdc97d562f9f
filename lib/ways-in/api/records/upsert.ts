import { z } from 'zod';
import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { type Call, type Endpoint, type JsonBody, modulesNeed } from '../endpoint';
import { notingRefusals } from '../noted';
import { findByValue } from './duplicate';
import { type Incoming, readRow, recordRow } from './incoming';
import { type Written, writeRows } from './results';
import { besideRows, rowsOf, rowsRefusal } from './rows';
import { assertLeaves, everything } from './selection';
import { insertUnless, moduleFor, updateRow } from './write';

const bodySchema = rowsOf(recordRow).extend({ duplicate_check_fields: z.array(z.string()).min(1).optional() });
type Upserting = z.output<typeof bodySchema>;

const body: JsonBody<Upserting> = {
  schema: bodySchema,
  refusal(issues, given) {
    const about = { api_name: 'duplicate_check_fields' };
    const [issue] = issues;
    if (!issue || issue.path[0] !== about.api_name) return rowsRefusal(issues, given);
    if (issue.path.length > 1) return invalidData('the field does not exist', about);
    return invalidData('duplicate_check_fields must be a list of field names', about);
  },
};

/** What Zoho CRM checks without being told. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  Contacts: ['Email'],
  Leads: ['Email'],
  Accounts: ['Account_Name'],
  Deals: ['Deal_Name'],
};

export const upsertEndpoint: Endpoint<Upserting> = {
  method: 'post',
  path: '/crm/v8/{module}/upsert',
  tag: 'Records',
  summary: 'Create records, or change those that are there already',
  need: modulesNeed('CREATE'),
  body,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const asked = await call.body();
    const fields = await checkFields(call, module, asked.duplicate_check_fields);
    return writeRows({ call, module, success: 200, ignored: besideRows(asked) }, asked.data, (row) =>
      upsertRow(call.ctx, module, fields, readRow(module, row)),
    );
  },
};

/** The fields to look for duplicates by. @throws INVALID_QUERY for one that this door withholds. */
function checkFields(call: Call, module: ModuleDefinition, given?: readonly string[]): Promise<FieldDefinition[]> {
  const about = { action: 'record.search', module: module.apiName } as const;
  return notingRefusals(call, about, () =>
    inOrg(call.ctx.orgId, async (tx) => {
      const metadata = await metadataFor(tx, call.ctx);
      if (given === undefined) {
        const usual = [
          ...(USUAL[module.apiName] ?? []),
          ...module.fields.filter(({ unique }) => unique).map(({ apiName }) => apiName),
        ];
        return everything(metadata, call.ctx, module).fields.filter((field) => usual.includes(field.apiName));
      }
      return given.map((name) => {
        const field = findField(module, name);
        if (!field) throw invalidData('the field does not exist', { api_name: 'duplicate_check_fields' });
        assertLeaves(metadata, call.ctx, field);
        return field;
      });
    }),
  );
}

/** Looked for and made in one step: several at once make one record, and the others change it. */
async function upsertRow(
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly FieldDefinition[],
  row: Incoming,
): Promise<Written> {
  if (row.id) return changed(ctx, module, row, { id: row.id, by: null });
  const sought = soughtIn(fields, row);
  for (let tries = 1; ; tries += 1) {
    const done = await insertUnless(ctx, module, row, { sought, find: (tx) => findDuplicate(tx, ctx, module, sought) });
    if ('made' in done) return { ...done.made, upsert: { action: 'insert', duplicate_field: null } };
    try {
      return await changed(ctx, module, row, done.found);
    } catch (error) {
      // Somebody deleted it meanwhile: now there is none.
      if (!isNoSuchRecord(error) || tries === MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 3;

const isNoSuchRecord = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'INVALID_DATA' && error.details.api_name === 'id';

async function changed(
  ctx: Context,
  module: ModuleDefinition,
  row: Incoming,
  { id, by }: { id: Id; by: string | null },
): Promise<Written> {
  const written = await updateRow(ctx, module, { ...row, id });
  return { ...written, upsert: { action: 'update', duplicate_field: by } };
}

/** The values of a row by which its record is looked for. What is no value of its field is left to the creation to refuse. */
function soughtIn(fields: readonly FieldDefinition[], { values }: Incoming): [FieldDefinition, StoredValue][] {
  return fields.flatMap((field) => {
    const parsed = fieldType(field.type).parse(values[field.apiName], field.options);
    return parsed.ok && parsed.value !== undefined ? [[field, parsed.value]] : [];
  });
}

async function findDuplicate(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  sought: readonly [FieldDefinition, StoredValue][],
): Promise<{ id: Id; by: string } | null> {
  for (const [field, value] of sought) {
    const id = await findByValue(tx, ctx, module, { field, value });
    if (id) return { id, by: field.apiName };
  }
  return null;
}
