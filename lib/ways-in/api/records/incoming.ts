/**
 * A record as a client sends it, taken apart for the verbs. What the system keeps itself, and what Zoho CRM has and this does
 * not (tags, layouts, triggers), is left aside and named in the answer; what nobody knows is refused by name.
 */
import { z } from 'zod';
import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { type Id, isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { readJson } from '../read-body';
import { SYSTEM_FIELDS } from './selection';

export const MOST_ROWS = 100;

/** What POST and PUT take: `{ data: [...] }`, for the OpenAPI document. */
export const rowsBody = z.object({
  data: z.array(z.record(z.string(), z.unknown())).min(1).max(MOST_ROWS),
  trigger: z.array(z.string()).optional(),
});

/** What Zoho CRM's clients may send beside the rows and has nothing here that it could set off. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'trigger',
  'process',
  'lar_id',
  'wf_trigger',
  'apply_feature_execution',
  'skip_feature_execution',
  'apply_validation_rule',
  'apply_function_validation_rule',
]);

export interface Rows {
  rows: unknown[];
  body: Record<string, unknown>;
  /** Paths of what the body names beside its rows and is not taken. */
  ignored: string[];
}

/**
 * The rows of a body.
 * @param also members that the endpoint reads itself
 * @throws INVALID_DATA, also for a member that nobody knows; LIMIT_EXCEEDED over 100 rows.
 */
export async function readRows(request: Request, also: readonly string[] = []): Promise<Rows> {
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
  const beside = Object.entries(body).filter(([name]) => name !== 'data' && !also.includes(name));
  const unknown = beside.find(([name]) => !WITHOUT_EFFECT.has(name));
  if (unknown) throw unknownMember(unknown[0], `$.${unknown[0].slice(0, 100)}`);
  // An empty list asks for nothing, and so it is done.
  const ignored = beside
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
    .map(([name]) => `$.${name}`);
  return { rows: data, body: body as Record<string, unknown>, ignored };
}

/** The one row of a body. @throws LIMIT_EXCEEDED for more: they would be lost. */
export function onlyRow({ rows, ...rest }: Rows): Rows {
  if (rows.length === 1) return { rows, ...rest };
  const details = { api_name: 'data', json_path: '$.data', limit: 1 };
  throw new ApiError(400, 'LIMIT_EXCEEDED', 'send the one record that the address names', details);
}

const unknownMember = (name: string, json_path: string) =>
  invalidData('the member is not known', { api_name: name.slice(0, 100), json_path });

export interface Incoming {
  id: Id | undefined;
  ownerId: Id | undefined;
  values: Record<string, unknown>;
  /** What the row names and is not taken. */
  ignored: string[];
}

const KEPT_BY_SYSTEM: ReadonlySet<string> = new Set([...SYSTEM_FIELDS, 'Tag', 'Layout']);
/** Read below, from a row of any module. */
const READ_APART: ReadonlySet<string> = new Set(['id', 'Owner']);

/** @throws INVALID_DATA for what is no record, or names a field the module does not have. */
export function readRow(module: ModuleDefinition, row: unknown): Incoming {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    throw invalidData('a record must be a JSON object', { expected_data_type: 'jsonobject' });
  }
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(row)) {
    const field = findField(module, name);
    if (!field && READ_APART.has(name)) continue;
    // Programs send back the whole record they read.
    const isKept = field ? !isEnterable(field) : isLeftAside(name, KEPT_BY_SYSTEM);
    if (isKept) {
      ignored.push(name.slice(0, 100));
      continue;
    }
    // Setting it would change what the values inherit, not what they hold.
    if (name === '__proto__') throw invalidData('the field does not exist', { api_name: name });
    values[name] = value;
  }
  const { id, Owner: owner } = row as { id?: unknown; Owner?: unknown };
  return { id: idIn(id, 'id'), ownerId: idIn(owner, 'Owner'), values, ignored };
}

const isLeftAside = (name: string, kept: ReadonlySet<string>): boolean => kept.has(name) || name.startsWith('$');

/** Of a row that is no record of a module: what it names and is not taken. @throws INVALID_DATA for what nobody knows */
export function leftAside(row: unknown, taken: readonly string[], kept: readonly string[]): string[] {
  const others = Object.keys(Object(row)).filter((name) => !taken.includes(name));
  const unknown = others.find((name) => !isLeftAside(name, new Set(kept)));
  if (unknown !== undefined) throw unknownMember(unknown, `$.data.${unknown.slice(0, 100)}`);
  return others.map((name) => name.slice(0, 100));
}

function idIn(value: unknown, apiName: string): Id | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
  if (id === undefined || id === null) return undefined;
  if (!isId(id)) throw invalidData('the id given seems to be invalid', { api_name: apiName });
  return id;
}
