import { z } from 'zod';
import type { Context } from '../../context';
import { inOrg } from '../../db/transaction';
import type { Id } from '../../ids';
import { type FieldDefinition, findField, type ModuleDefinition } from '../../modules/definition';
import { metadataOf } from '../../modules/metadata';
import { ApiError, invalidData } from '../api-error';
import { type Call, type Endpoint, modulesNeed } from '../endpoint';
import { notingRefusals } from '../noted';
import { findByValue } from './duplicate';
import { type Incoming, readRow, readRows, rowsBody } from './incoming';
import { type Written, writeRows } from './results';
import { assertLeaves, everything } from './selection';
import { insertRow, moduleFor, updateRow } from './write';

const bodySchema = rowsBody.extend({ duplicate_check_fields: z.array(z.string()).optional() });

/** What Zoho CRM checks without being told. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  Contacts: ['Email'],
  Leads: ['Email'],
  Accounts: ['Account_Name'],
  Deals: ['Deal_Name'],
};

export const upsertEndpoint: Endpoint = {
  method: 'post',
  path: '/crm/v8/{module}/upsert',
  tag: 'Records',
  summary: 'Create records, or change those that are there already',
  need: modulesNeed('CREATE'),
  body: bodySchema,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const { rows, body } = await readRows(call.request);
    const fields = await checkFields(call, module, body.duplicate_check_fields);
    return writeRows({ call, module, success: 200 }, rows, (row) =>
      upsertRow(call.ctx, module, fields, readRow(module, row)),
    );
  },
};

/** The fields to look for duplicates by. @throws INVALID_QUERY for one that this door withholds. */
function checkFields(call: Call, module: ModuleDefinition, given: unknown): Promise<FieldDefinition[]> {
  const about = { action: 'record.search', module: module.apiName } as const;
  return notingRefusals(call, about, () =>
    inOrg(call.ctx.orgId, async (tx) => {
      const metadata = await metadataOf(tx);
      if (given === undefined) {
        const usual = [
          ...(USUAL[module.apiName] ?? []),
          ...module.fields.filter(({ unique }) => unique).map(({ apiName }) => apiName),
        ];
        return everything(metadata, call.ctx, module).fields.filter((field) => usual.includes(field.apiName));
      }
      if (!Array.isArray(given) || given.length === 0) {
        throw invalidData('duplicate_check_fields must be a list of field names', {
          api_name: 'duplicate_check_fields',
        });
      }
      return given.map((name) => {
        const field = typeof name === 'string' ? findField(module, name) : undefined;
        if (!field) throw invalidData('the field does not exist', { api_name: 'duplicate_check_fields' });
        assertLeaves(metadata, call.ctx, field);
        return field;
      });
    }),
  );
}

async function upsertRow(
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly FieldDefinition[],
  row: Incoming,
): Promise<Written> {
  const found = row.id ? { id: row.id, by: null } : await findDuplicate(ctx, module, fields, row);
  if (found) return changed(ctx, module, row, found);
  try {
    const written = await insertRow(ctx, module, row);
    return { ...written, upsert: { action: 'insert', duplicate_field: null } };
  } catch (error) {
    // Somebody made it meanwhile.
    if (!(error instanceof ApiError) || error.code !== 'DUPLICATE_DATA') throw error;
    const now = await findDuplicate(ctx, module, fields, row);
    if (!now) throw error;
    return changed(ctx, module, row, now);
  }
}

async function changed(
  ctx: Context,
  module: ModuleDefinition,
  row: Incoming,
  { id, by }: { id: Id; by: string | null },
): Promise<Written> {
  const written = await updateRow(ctx, module, { ...row, id });
  return { ...written, upsert: { action: 'update', duplicate_field: by } };
}

function findDuplicate(
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly FieldDefinition[],
  { values }: Incoming,
): Promise<{ id: Id; by: string } | null> {
  return inOrg(ctx.orgId, async (tx) => {
    for (const field of fields) {
      const id = await findByValue(tx, ctx, module, field, values[field.apiName]);
      if (id) return { id, by: field.apiName };
    }
    return null;
  });
}
