import { z } from 'zod';
import { convertLead } from '@/lib/crm/records/conversion/convert';
import { LEADS, type Target } from '@/lib/crm/records/conversion/targets';
import { CareledgerError } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { type Endpoint, type JsonBody, json, modulesNeed } from '../endpoint';
import { requireScope } from '../require-scope';
import { idOf } from './ids';
import { leftAside, recordRow } from './incoming';
import { besideRows, type Row, rowsOf, rowsRefusal, tooManyFor } from './rows';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** A record that is there, as `{ "id": "…" }` or, as in older versions, by its id alone. */
const known = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).refine(isId);

const conversionRow = z.looseObject({
  Accounts: known.optional().describe('An account to join; without it a new one is made where the lead names one'),
  Contacts: known.optional().describe('A contact to join; without it a new one is made'),
  Deals: recordRow.optional().describe('The fields of a deal to make'),
});
type ConversionRow = z.output<typeof conversionRow>;

/** Nothing here is set off by them. */
const LEFT_ASIDE = ['overwrite', 'notify_lead_owner', 'notify_new_entity_owner', 'carry_over_tags'];
const TAKEN = ['Accounts', 'Contacts', 'Deals'];

const bodySchema = rowsOf(conversionRow, 1);
type ConvertBody = z.output<typeof bodySchema>;

const body: JsonBody<ConvertBody> = {
  schema: bodySchema,
  refusal: (issues, given) => tooManyFor('a lead is converted once', issues) ?? rowsRefusal(issues, given),
};

/** What is refused rather than left aside: done otherwise than asked, it would be found out too late. */
const NOT_HERE = ['assign_to', 'move_attachments_to'];

function readConversion({ given, read }: Row<ConversionRow>): { row: ConversionRow; ignored: string[] } {
  const wrong = NOT_HERE.find((name) => isObject(given) && given[name] !== undefined && given[name] !== null);
  if (wrong) throw new ApiError(400, 'NOT_SUPPORTED', `${wrong} is not supported`, { api_name: wrong });
  if (!read.success) {
    const [name] = read.error.issues[0]?.path ?? [];
    throw invalidData('this is no record that can be taken', { api_name: String(name ?? 'data') });
  }
  return { row: read.data, ignored: leftAside(read.data, TAKEN, [...LEFT_ASIDE, ...NOT_HERE]) };
}

/** As Zoho CRM; of what is made only the ids are told, for its names may be protected. */
export const convertEndpoint: Endpoint<ConvertBody> = {
  method: 'post',
  path: '/crm/v8/Leads/{id}/actions/convert',
  tag: 'Records',
  summary: 'Convert a lead to a contact, an account and a deal',
  need: () => modulesNeed('UPDATE')({ module: LEADS }),
  body,
  answers: { 200: 'ConvertResult', 404: 'No such lead' },
  async run(call) {
    const leadId = idOf(call.params.id);
    const asked = await call.body();
    const { row, ignored } = readConversion(asked.data[0] as Row<ConversionRow>);
    const { Accounts: account, Contacts: contact, Deals: deal } = row;
    // What is made needs the scope that making it by itself does; a contact that is joined takes notes and files.
    requireScope(call, modulesNeed(contact ? 'UPDATE' : 'CREATE')({ module: 'Contacts' }));
    if (!account) requireScope(call, modulesNeed('CREATE')({ module: 'Accounts' }));
    if (deal) requireScope(call, modulesNeed('CREATE')({ module: 'Deals' }));
    const left = [...ignored, ...besideRows(asked)];
    const made = await converting(() =>
      convertLead(call.ctx, {
        leadId,
        version: null,
        account: account ? { how: 'join', id: account } : { how: 'if_named' },
        contact: contact ? { how: 'join', id: contact } : { how: 'new' },
        deal: deal !== undefined,
        values: deal ? { Deals: deal } : {},
      }),
    );
    const details: Record<Target, { id: Id } | null> = {
      Contacts: { id: made.contactId },
      Accounts: made.accountId === null ? null : { id: made.accountId },
      Deals: made.dealId === null ? null : { id: made.dealId },
    };
    const message = 'The record has been converted successfully';
    const result = { ...details, ...(left.length > 0 && { ignored: left }) };
    return json({ data: [{ code: 'SUCCESS', details: result, message, status: 'success' }] });
  },
};

async function converting<Value>(convert: () => Promise<Value>): Promise<Value> {
  try {
    return await convert();
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.reason !== 'CONVERTED') throw error;
    throw new ApiError(400, 'ID_ALREADY_CONVERTED', 'id already converted', { param_name: 'id' });
  }
}
