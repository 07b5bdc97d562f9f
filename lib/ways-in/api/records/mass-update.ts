import { z } from 'zod';
import { findField } from '@/lib/crm/modules/definition';
import { type Id, isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { type Endpoint, type Issue, type JsonBody, modulesNeed } from '../endpoint';
import { valueAt } from '../issue-path';
import { expectedIn } from '../preconditions';
import { readRow, recordRow } from './incoming';
import { writeRows } from './results';
import { besideRows, type Row, rowsOf, rowsRefusal, tooManyFor } from './rows';
import { moduleFor, updateRow } from './write';

const MOST_IDS = 500;

const bodySchema = rowsOf(recordRow, 1).extend({
  ids: z
    .array(z.string().refine(isId))
    .min(1)
    .max(MOST_IDS)
    .transform((ids): Id[] => [...new Set(ids)]),
  over_write: z.literal(true).nullish(),
});
type MassUpdate = z.output<typeof bodySchema>;

const body: JsonBody<MassUpdate> = {
  schema: bodySchema,
  refusal(issues, given) {
    const tooMany = tooManyFor('send one row of values', issues);
    if (tooMany) return tooMany;
    // Zoho CRM finds the records by these, too.
    const { cvid, territory, criteria } = Object(given) as Record<string, unknown>;
    const isFound = [cvid, territory, criteria].some((by) => by !== undefined);
    if (isFound) return new ApiError(400, 'NOT_SUPPORTED', 'name the records by their ids');
    const [issue] = issues;
    if (issue?.path[0] === 'over_write') return wrongOverWrite(given);
    if (issue?.path[0] === 'ids') return wrongIds(issue);
    return rowsRefusal(issues, given);
  },
};

function wrongOverWrite(given: unknown): ApiError {
  // "Only where it is empty" would tell of a value that the asker may not read whether it is there.
  if (valueAt(given, ['over_write']) === false) {
    return new ApiError(400, 'NOT_SUPPORTED', 'over_write false is not supported');
  }
  return invalidData('over_write can only be true', { api_name: 'over_write', json_path: '$.over_write' });
}

const wrongIds = ({ code, path }: Issue): ApiError =>
  code === 'too_big' && path.length === 1
    ? new ApiError(400, 'LIMIT_EXCEEDED', 'too many ids', { limit: MOST_IDS })
    : invalidData('ids must be a list of ids', { api_name: 'ids', json_path: '$.ids' });

export const massUpdateEndpoint: Endpoint<MassUpdate> = {
  method: 'post',
  path: '/crm/v8/{module}/actions/mass_update',
  tag: 'Records',
  summary: 'Give many records the same values',
  conditional: true,
  need: modulesNeed('UPDATE'),
  body,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const expected = expectedIn(call.request);
    const asked = await call.body();
    const [first] = asked.data as [Row<Record<string, unknown>>];
    const row = readRow(module, first);
    const unfit = Object.keys(row.values).find((name) => findField(module, name)?.unique);
    if (row.id) throw invalidData('the records stand in ids', { api_name: 'id' });
    if (unfit) throw invalidData('a unique field cannot be given to many records', { api_name: unfit });
    return writeRows({ call, module, success: 200, ignored: besideRows(asked) }, asked.ids, (id) =>
      updateRow(call.ctx, module, { ...row, id }, expected),
    );
  },
};
