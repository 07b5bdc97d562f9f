import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { cachedMetadata } from '@/lib/crm/modules/metadata';
import { seenBy } from '@/lib/crm/modules/seen';
import { createRecord, createUnlessFound, type NewRecord } from '@/lib/crm/records/create';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { ApiError, invalidData } from '../api-error';
import { type Call, type Endpoint, modulesNeed } from '../endpoint';
import { moduleIn, moduleOf } from '../module-of';
import { expectedIn } from '../preconditions';
import { withDuplicate } from './duplicate';
import { idOf } from './ids';
import { type Incoming, oneRecordBody, type RecordRows, readRow, recordsBody } from './incoming';
import { added, type Written, writeRows } from './results';
import { besideRows } from './rows';

/** The module of the path, by the metadata in force as the call came in. @throws INVALID_MODULE */
export async function moduleFor({ ctx, session, params }: Call): Promise<ModuleDefinition> {
  const name = params.module as string;
  const known = cachedMetadata(ctx.orgId, session.metaVersion);
  return known ? moduleIn(seenBy(known, ctx.rights), name) : inOrg(ctx.orgId, (tx) => moduleOf(tx, ctx, name));
}

/** Creates one record. @throws as `createRecord`; a duplicate that the asker may see is named by its id. */
export async function insertRow(ctx: Context, module: ModuleDefinition, row: Incoming): Promise<Written> {
  const record = newRecord(module, row);
  const made = await withDuplicate(ctx, module, row.values, () => createRecord(ctx, record));
  return added(ctx, made, leftOfNew(row));
}

/** What a record is looked for by, and how, before it is made. */
export interface Unless<Found> {
  /** Fields, and the values sought in them. */
  sought: readonly (readonly [FieldDefinition, StoredValue])[];
  find: (tx: Tx) => Promise<Found | null>;
}

/** Creates one record unless one is found by its values, in one step. @throws as `insertRow` */
export async function insertUnless<Found>(
  ctx: Context,
  module: ModuleDefinition,
  row: Incoming,
  { sought, find }: Unless<Found>,
): Promise<{ made: Written } | { found: Found }> {
  const record = newRecord(module, row);
  const done = await withDuplicate(ctx, module, row.values, () => createUnlessFound(ctx, record, sought, find));
  return 'made' in done ? { made: added(ctx, done.made, leftOfNew(row)) } : done;
}

/** A new record's id is ours to give. */
const leftOfNew = ({ id, ignored }: Incoming): readonly string[] => (id ? [...ignored, 'id'] : ignored);

const newRecord = (module: ModuleDefinition, { values, ownerId, copyOf }: Incoming): NewRecord => ({
  module: module.apiName,
  values,
  source: 'api',
  ...(ownerId && { ownerId }),
  ...(copyOf && { copyOf }),
});

/** Changes one record. @throws as `updateRecord` */
export async function updateRow(
  ctx: Context,
  module: ModuleDefinition,
  { id, values, ownerId, ignored }: Incoming,
  expected: ReturnType<typeof expectedIn> = () => undefined,
): Promise<Written> {
  if (!id) throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'id' });
  const patch = { module: module.apiName, id, values, expected: expected(id), ...(ownerId && { ownerId }) };
  try {
    const trail = await withDuplicate(ctx, module, values, () => updateRecord(ctx, patch));
    return { id, ...trail, message: 'record updated', ignored };
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') {
      throw new ApiError(400, 'INVALID_DATA', 'the id given seems to be invalid', { api_name: 'id' });
    }
    throw error;
  }
}

const insertEndpoint: Endpoint<RecordRows> = {
  method: 'post',
  path: '/crm/v8/{module}',
  tag: 'Records',
  summary: 'Create records',
  need: modulesNeed('CREATE'),
  body: recordsBody,
  answers: { 201: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const body = await call.body();
    return writeRows({ call, module, success: 201, ignored: besideRows(body) }, body.data, (row) =>
      insertRow(call.ctx, module, readRow(module, row)),
    );
  },
};

const updateEndpoint: Endpoint<RecordRows> = {
  method: 'put',
  path: '/crm/v8/{module}',
  tag: 'Records',
  summary: 'Change records',
  conditional: true,
  need: modulesNeed('UPDATE'),
  body: recordsBody,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult', 412: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const expected = expectedIn(call.request);
    const body = await call.body();
    return writeRows({ call, module, success: 200, ignored: besideRows(body) }, body.data, (row) =>
      updateRow(call.ctx, module, readRow(module, row), expected),
    );
  },
};

const updateOne = (method: 'put' | 'patch'): Endpoint<RecordRows> => ({
  method,
  path: '/crm/v8/{module}/{id}',
  tag: 'Records',
  summary: 'Change one record',
  conditional: true,
  need: modulesNeed('UPDATE'),
  body: oneRecordBody,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 412: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const id = idOf(call.params.id);
    const expected = expectedIn(call.request);
    const body = await call.body();
    return writeRows({ call, module, success: 200, ignored: besideRows(body) }, body.data, (row) => {
      const read = readRow(module, row);
      if (read.id && read.id !== id) throw invalidData('the id is not that of the address', { api_name: 'id' });
      return updateRow(call.ctx, module, { ...read, id }, expected);
    });
  },
});

export const writeEndpoints: readonly Endpoint[] = [
  insertEndpoint,
  updateEndpoint,
  updateOne('put'),
  updateOne('patch'),
];
