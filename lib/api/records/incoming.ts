/** A record as a client sends it, taken apart for the verbs. What the system keeps itself is left aside, as Zoho CRM does. */
import { z } from 'zod';
import { type Id, isId } from '../../ids';
import { findField, type ModuleDefinition } from '../../modules/definition';
import { ApiError, invalidData } from '../api-error';
import { readJson } from '../read-body';
import { SYSTEM_FIELDS } from './selection';

export const MOST_ROWS = 100;

/** What POST and PUT take: `{ data: [...] }`, for the OpenAPI document. */
export const rowsBody = z.object({
  data: z.array(z.record(z.string(), z.unknown())).min(1).max(MOST_ROWS),
  trigger: z.array(z.string()).optional(),
});

/** The rows of a body. @throws INVALID_DATA; LIMIT_EXCEEDED over 100 rows. */
export async function readRows(request: Request): Promise<{ rows: unknown[]; body: Record<string, unknown> }> {
  const body = await readJson(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidData('the body must be a JSON object', { expected_data_type: 'jsonobject' });
  }
  const { data } = body as { data?: unknown };
  if (data === undefined) {
    throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', {
      api_name: 'data',
      json_path: '$.data',
    });
  }
  if (!Array.isArray(data) || data.length === 0) {
    throw invalidData('data must be a list of records', {
      api_name: 'data',
      json_path: '$.data',
      expected_data_type: 'jsonarray',
    });
  }
  if (data.length > MOST_ROWS) {
    throw new ApiError(400, 'LIMIT_EXCEEDED', 'too many records', {
      api_name: 'data',
      json_path: '$.data',
      limit: MOST_ROWS,
    });
  }
  return { rows: data, body: body as Record<string, unknown> };
}

export interface Incoming {
  id: Id | undefined;
  ownerId: Id | undefined;
  values: Record<string, unknown>;
}

const KEPT_BY_SYSTEM: ReadonlySet<string> = new Set(['id', 'Owner', ...SYSTEM_FIELDS, 'Tag', 'Layout']);

/** @throws INVALID_DATA for what is no record, or names a field the module does not have. */
export function readRow(module: ModuleDefinition, row: unknown): Incoming {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw invalidData('a record must be a JSON object', { expected_data_type: 'jsonobject' });
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const field = findField(module, name);
    if (!field && (KEPT_BY_SYSTEM.has(name) || name.startsWith('$'))) continue;
    // Programs send back the whole record they read.
    if (field && (field.readOnly || field.type === 'auto_number')) continue;
    // Setting it would change what the values inherit, not what they hold.
    if (name === '__proto__') throw invalidData('the field does not exist', { api_name: name });
    values[name] = value;
  }
  const { id, Owner: owner } = row as { id?: unknown; Owner?: unknown };
  return { id: idIn(id, 'id'), ownerId: idIn(owner, 'Owner'), values };
}

function idIn(value: unknown, apiName: string): Id | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  if (id === undefined || id === null) return undefined;
  if (!isId(id)) throw invalidData('the id given seems to be invalid', { api_name: apiName });
  return id;
}
