/** Results of writing many records: one a row, in order; a bad row does not stop the others. */

import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isUnavailable } from '@/lib/ways-in/http/unavailable';
import { ApiError } from '../api-error';
import { apiTime } from '../api-time';
import { type Call, json } from '../endpoint';
import { type ErrorBody, errorAnswer } from '../error-answer';
import { tagOf } from '../preconditions';
import { peopleOf } from './people';

export interface Written {
  id: Id;
  createdAt: Date;
  createdBy: Id;
  modifiedAt: Date;
  modifiedBy: Id;
  message: string;
  /** Where one record is known by its tag afterwards. */
  version?: number;
  /** What its row named and was not taken. */
  ignored?: readonly string[];
  /** What an upsert did, and by which field it found the record. */
  upsert?: { action: 'insert' | 'update'; duplicate_field: string | null };
}

/** What the asker has just made. */
export const added = ({ actor }: Context, { id, at }: { id: Id; at: Date }, ignored: readonly string[]): Written => {
  const trail = { createdAt: at, createdBy: actor.id, modifiedAt: at, modifiedBy: actor.id };
  return { id, ...trail, message: 'record added', ignored };
};

type Caller = Pick<Call, 'ctx' | 'session'>;
type Outcome = { written: Written } | { error: ErrorBody; status: number };

interface Writing {
  call: Caller;
  module: Pick<ModuleDefinition, 'fields'>;
  success: 200 | 201;
  /** What the body named beside its rows and was not taken. */
  ignored?: readonly string[];
}

/** Runs the rows one after another, so that the same request always ends the same way. */
export async function writeRows<Row>(
  { call, module, success, ignored = [] }: Writing,
  rows: readonly Row[],
  write: (row: Row) => Promise<Written>,
): Promise<Response> {
  const outcomes: Outcome[] = [];
  for (const [n, row] of rows.entries()) {
    try {
      outcomes.push({ written: await write(row) });
    } catch (error) {
      // Nothing was written yet, and nothing can be: the whole may come again.
      if (outcomes.length === 0 && isUnavailable(error)) throw error;
      outcomes.push(rowError(error, module, n, call.ctx.requestId));
    }
  }
  return answerRows(call, outcomes, success, ignored);
}

async function answerRows(
  { ctx, session }: Caller,
  outcomes: readonly Outcome[],
  success: 200 | 201,
  beside: readonly string[],
): Promise<Response> {
  const written = outcomes.flatMap((outcome) => ('written' in outcome ? [outcome.written] : []));
  const names = await namesOf({ ctx, session }, written);
  const person = (id: Id) => ({ name: names[id] ?? null, id });
  const data = outcomes.map((outcome) => {
    if ('error' in outcome) return outcome.error;
    const { id, createdAt, createdBy, modifiedAt, modifiedBy, message, upsert } = outcome.written;
    const ignored = [...(outcome.written.ignored ?? []), ...beside];
    return {
      code: 'SUCCESS',
      ...upsert,
      details: {
        Modified_Time: apiTime(modifiedAt.toISOString(), ctx.timeZone),
        Modified_By: person(modifiedBy),
        Created_Time: apiTime(createdAt.toISOString(), ctx.timeZone),
        id,
        Created_By: person(createdBy),
        ...(ignored.length > 0 && { ignored }),
      },
      message,
      status: 'success',
    };
  });
  // As Zoho CRM: 202 when none was written, 207 when some were.
  const status = written.length === outcomes.length ? success : written.length === 0 ? 202 : 207;
  const answer = json({ data }, isStale(outcomes) ? 412 : status);
  const [only] = outcomes.length === 1 ? written : [];
  if (only?.version !== undefined) answer.headers.set('ETag', tagOf(only.id, only.version));
  return answer;
}

/** None was written because none is as the program knew it: told by the status too, as HTTP has it. */
const isStale = (outcomes: readonly Outcome[]): boolean =>
  outcomes.every((outcome) => 'status' in outcome && outcome.status === 412);

/** Names of who wrote. The caller's own came with its token: most writes need no other, and no transaction for it. */
async function namesOf({ ctx, session }: Caller, written: readonly Written[]): Promise<Record<Id, string>> {
  const names = { [ctx.actor.id]: session.ownerName };
  const ids = new Set(written.flatMap(({ createdBy, modifiedBy }) => [createdBy, modifiedBy]));
  const others = [...ids].filter((id) => !(id in names));
  if (others.length === 0) return names;
  const people = await inOrg(ctx.orgId, (tx) => peopleOf(tx, others));
  return Object.assign(names, Object.fromEntries(Object.values(people).map(({ id, name }) => [id, name])));
}

function rowError(
  error: unknown,
  module: Pick<ModuleDefinition, 'fields'>,
  row: number,
  requestId: string,
): { error: ErrorBody; status: number } {
  const { status, body } = errorAnswer(error, requestId);
  if (!(error instanceof ApiError) && !(error instanceof CareledgerError)) return { status, error: body };
  const apiName = body.details.api_name;
  if (typeof apiName !== 'string') return { status, error: body };
  const details: Record<string, unknown> = { ...body.details, json_path: `$.data[${row}].${apiName}` };
  const field = findField(module, apiName);
  if (field && body.code === 'INVALID_DATA') {
    const { zohoDataType, jsonType } = fieldType(field.type);
    details.expected_data_type = zohoDataType;
    details.json_type = jsonType;
    if (field.options.maxLength !== undefined) details.maximum_length = field.options.maxLength;
  }
  return { status, error: { ...body, details } };
}
