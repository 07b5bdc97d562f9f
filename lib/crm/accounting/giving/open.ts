/**
 * Opening an accounting, by the person a record is about, who is nobody here. Guarantees: it opens once, for link and secret
 * together; five wrong secrets end it, however many are tried at once (its row is locked); it lists what the patient's copy
 * does at that moment; each opening and each refused one is an event, and the giving is a line of the accounting itself.
 */
import { getModuleById } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { isPassword } from '@/lib/people/auth/password';
import { clock } from '@/lib/platform/clock';
import { type Context, holderContext } from '@/lib/platform/context';
import { plainSecret, readFragment } from '@/lib/platform/crypto/one-time-link';
import { type LinkState, type LinkTimes, MOST_TRIES, stateOf } from '@/lib/platform/crypto/one-time-state';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { THE_INDIVIDUAL } from '@/lib/protection/disclose/subject';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import { type Mutation, mutate } from '@/lib/protection/mutate';
import { type Accounting, gatherAccounting } from '../accounting';
import { linesOfCopy } from '../copy';
import { accountingPdf } from '../pdf';
import { type OpenAccounting, openAccountingSchema } from '../schemas';
import { type BoundLink, isLinkToken } from './link';

export type OpenedAccounting =
  | { ok: true; accounting: Accounting; pdf: Uint8Array }
  | { ok: false; why: 'wrong_link' | 'wrong_secret' | Exclude<LinkState, 'ready'>; triesLeft?: number };

type Row = Omit<BoundLink, 'expiresMs'> & LinkTimes & { linkHash: Buffer };

/** What no link is of is answered as a wrong link is. @throws invalid */
export async function openAccounting(input: OpenAccounting, requestId: string): Promise<OpenedAccounting> {
  const { linkId, token: fragment, secret } = readInput(openAccountingSchema, input);
  const link = readFragment(fragment);
  if (!link || !isId(linkId)) return { ok: false, why: 'wrong_link' };
  const ctx = holderContext(link.orgId, linkId, requestId, 'Holder of a link to an accounting');
  try {
    return await openOnce(ctx, linkId, link.token, secret);
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return { ok: false, why: 'wrong_link' };
    throw error;
  }
}

function openOnce(ctx: Context, linkId: Id, token: string, secret: string): Promise<OpenedAccounting> {
  const action = 'accounting.open';
  return mutate<OpenedAccounting>(ctx, { action, subjectId: linkId }, async (tx) => {
    const row = await lockRow(tx, linkId);
    const module = getModuleById(await metadataOf(tx), row.moduleId);
    const event = { action, module: module.apiName, recordId: row.recordId, subjectId: linkId } as const;
    const refused = (value: OpenedAccounting & { ok: false }): Mutation<OpenedAccounting> => ({
      value,
      entries: [{ ...event, outcome: 'refused', facts: { reason: value.why } }],
    });
    const bound = { ...row, expiresMs: new Date(row.expiresAt).getTime() };
    if (!isLinkToken(await keysOf(tx), bound, token, row.linkHash)) {
      noteIfForeign(tx, linkId, token, [row.linkHash]);
      return refused({ ok: false, why: 'wrong_link' });
    }
    const state = stateOf(row);
    if (state !== 'ready') return refused({ ok: false, why: state });
    const isOwn = tx.sql`org_id = ${tx.orgId} and id = ${linkId}`;
    if (!(await isPassword(plainSecret(secret), row.secretHash))) {
      await tx.sql`update accounting_links set failed_tries = failed_tries + 1 where ${isOwn}`;
      return refused({ ok: false, why: 'wrong_secret', triesLeft: MOST_TRIES - row.failedTries - 1 });
    }
    await tx.sql`update accounting_links set opened_at = ${clock.now().toISOString()} where ${isOwn}`;
    const { recordId, from, to } = row;
    const all = await gatherAccounting(tx, { module, recordId, period: { from, to }, shown: null });
    const accounting = { ...all, lines: linesOfCopy(all.lines) };
    await noteGiven(tx, ctx, row);
    return {
      value: { ok: true, accounting, pdf: await accountingPdf(accounting) },
      entries: [{ ...event, facts: { lines: accounting.lines.length } }],
    };
  });
}

async function lockRow(tx: Tx, linkId: Id): Promise<Row> {
  const [row] = await tx.sql<Row[]>`
    select id, module_id as "moduleId", record_id as "recordId", from_day::text as "from", to_day::text as "to",
      link_hash as "linkHash", secret_hash as "secretHash", failed_tries as "failedTries", expires_at as "expiresAt",
      opened_at as "openedAt", revoked_at as "revokedAt"
    from accounting_links where org_id = ${tx.orgId} and id = ${linkId} for update`;
  if (!row) throw notFound('The accounting');
  return row;
}

/** To the individual, 164.528(a)(1)(ii): the next accounting has it and lists it only when asked for all. */
const noteGiven = (tx: Tx, ctx: Context, { id, moduleId, recordId }: Row): Promise<void> => {
  const given = { recipient: `${THE_INDIVIDUAL}, by a one-time link`, address: '', purpose: 'patient_request' };
  const about = { moduleId, fields: ['$accounting'], recordIds: [recordId], subjectId: id };
  return noteDisclosures(tx, ctx, [{ exit: 'accounting', ...given, ...about }]);
};
