import { metadataOf } from '@/lib/crm/modules/metadata';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { findEntries, type LedgerRow, listEntries } from '@/lib/protection/ledger/queries';
import { mutate } from '@/lib/protection/mutate';
import { type AuditQuery, filterOf } from '../query';
import { type MadeExtract, newSecrets, writeExtract } from './make';
import { MOST_ENTRIES, type NewRecordExtract, newRecordExtractSchema } from './schemas';
import { tellable } from './untold';

/** Giving away the entries about a record: for whoever exports the audit log and sees all of it. @throws forbidden */
export function assertMayGive(ctx: Context): void {
  assertOrgRight(ctx, 'exportLedger');
  assertOrgRight(ctx, 'readWholeLedger');
}

/**
 * Makes an extract of entries about one record, for an operator or the patient: those chosen, or all that a filter finds.
 * @throws forbidden; invalid where there is no entry, an entry is not there, about another record or not to be told
 * to the patient, or there are too many
 */
export async function createRecordExtract(ctx: Context, input: NewRecordExtract): Promise<MadeExtract> {
  const { query, entryIds, audience, recipient, days } = readInput(newRecordExtractSchema, input);
  const secrets = await newSecrets();
  const { record: recordId } = query;
  const attempt = { action: 'record_extract.create', recordId, ...(query.module && { module: query.module }) } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertMayGive(ctx);
    assertFresh(ctx);
    const found = entryIds ? await chosenOf(tx, ctx, recordId, entryIds) : await allOf(tx, ctx, query);
    const entries = audience === 'patient' ? await tellable(tx, recordId, found) : found;
    if (entryIds && entries.length < found.length) {
      throw invalid(
        'Of some of these the patient is not told: a suspended accounting, or a legal hold. Leave them out.',
        {
          fields: { entryIds: 'are not to be told' },
        },
      );
    }
    if (entries.length === 0) {
      throw invalid('There is no entry about this record in these days.', { fields: { record: 'has none' } });
    }
    const module = await moduleOf(tx, query, entries);
    const entryId = newId();
    const about = { conversationId: null, recordId, module, entryId, audience };
    const held = { ...about, days, entryIds: entries.map(({ id }) => id) };
    const { made, written } = await writeExtract(tx, ctx, secrets, held);
    const facts = { audience, entries: entries.length, expiresAt: made.expiresAt };
    const event = { ...attempt, id: entryId, module, subjectId: made.extractId, facts, note: recipient };
    return { value: made, writes: [written], entries: [event] };
  });
}

/** Of entries that expired only the record says it, or else the filter. @throws invalid where neither does */
async function moduleOf(tx: Tx, query: AuditQuery & { record: Id }, entries: readonly LedgerRow[]): Promise<string> {
  const named = entries.find((entry) => entry.module !== null)?.module;
  if (named) return named;
  const { modules } = await metadataOf(tx);
  const [row] = await tx.sql<{ moduleId: Id }[]>`
    select module_id as "moduleId" from records where org_id = ${tx.orgId} and id = ${query.record}`;
  const found = modules.find(({ id, apiName }) => (row ? id === row.moduleId : apiName === query.module));
  if (found) return found.apiName;
  throw invalid('These entries have expired, and the record is gone: choose its module too.', {
    fields: { module: 'Choose the module of the record.' },
  });
}

async function chosenOf(tx: Tx, ctx: Context, recordId: Id, entryIds: readonly Id[]): Promise<LedgerRow[]> {
  const chosen = [...new Set(entryIds)];
  const entries = await findEntries(tx, ctx, chosen);
  if (entries.length < chosen.length || entries.some((entry) => entry.recordId !== recordId)) {
    throw invalid('Choose entries of this one record.', { fields: { entryIds: 'are not of this record' } });
  }
  return entries;
}

/** The oldest first. */
async function allOf(tx: Tx, ctx: Context, query: AuditQuery): Promise<LedgerRow[]> {
  const { rows, hasOlder } = await listEntries(tx, ctx, filterOf(query, ctx.timeZone), { size: MOST_ENTRIES });
  if (hasOlder) {
    throw invalid(`These are more than ${MOST_ENTRIES} entries. Filter by fewer days and make an extract of each.`, {
      fields: { entryIds: `At most ${MOST_ENTRIES} entries.` },
    });
  }
  return rows.reverse();
}
