/**
 * How long which entries of the audit log keep their bodies. Guarantees: a term below six years takes the words typed; any
 * shorter one a second person where there is one; and by the database's own clock nothing expires on the day after a change
 * (`app.ledger_terms`). Against: whoever shortens a term to get rid of a trace of yesterday.
 */

import { z } from 'zod';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { secondPersons, TRUSTED_AFTER_HOURS } from '@/lib/people/approvals/second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
import {
  confirmTextOf,
  DEFAULT_TERMS,
  RETENTION_KIND_NAMES,
  RETENTION_KINDS,
  shortenedKinds,
  type Terms,
  termsSchema,
} from '@/lib/protection/ledger/retention/kinds';
import { mutate, unchanged } from '@/lib/protection/mutate';

const KEY = 'ledger_retention';

export const retainSchema = z.object({
  terms: termsSchema,
  /** As `confirmTextOf`, where a term goes below six years. */
  confirmation: z.string().max(300).optional(),
});

/** Null while what is stored is not what Careledger wrote: then nothing expires. */
export async function readTerms(tx: Tx): Promise<Terms | null> {
  const stored = await readSetting(tx, KEY);
  if (stored.state === 'not_kept') return null;
  const parsed = termsSchema.partial().safeParse(stored.state === 'kept' ? stored.value : {});
  return { ...DEFAULT_TERMS, ...(parsed.success ? parsed.data : {}) };
}

/**
 * Sets the terms: longer ones at once, shorter ones once a second person has confirmed them.
 * @returns whether some wait
 * @throws forbidden; invalid `CONFIRM` without the words; conflict while others wait already
 */
export async function setTerms(
  ctx: Context,
  input: z.input<typeof retainSchema>,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const { terms, confirmation } = readInput(retainSchema, input);
  return mutate<{ waits: boolean }>(ctx, 'ledger.retain', async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = (await readTerms(tx)) ?? DEFAULT_TERMS;
    const shorter = shortenedKinds(terms, before);
    const words = confirmTextOf(terms, before);
    if (words !== '' && confirmation?.trim() !== words) {
      const message = `Type ${words} to confirm.`;
      throw invalid(message, { reason: 'CONFIRM', fields: { confirmation: message } });
    }
    const asking = { askedBy: ctx.actor.id, subjectId: tx.orgId, who: SECOND_PERSONS };
    const seconds = shorter.length > 0 ? await secondPersons(tx, asking, at) : { required: false, people: [] };
    const waits = seconds.required;
    if (waits && (await isAskedFor(tx))) throw conflict('Shorter terms wait for a second person already.');
    const kept = waits ? Object.fromEntries(shorter.map((kind) => [kind, before[kind]])) : {};
    const now: Terms = { ...terms, ...kept };
    const entries: NewEntry[] = [];
    if (RETENTION_KIND_NAMES.some((kind) => now[kind] !== before[kind]))
      entries.push(await write(tx, ctx, { before, now }, at));
    if (waits) {
      const facts = { words: wordsOf(terms, shorter), terms: pick(terms, shorter) };
      const isFree = seconds.people.some((person) => person.hindrance === null);
      const endsAt = new Date(at.getTime() + TRUSTED_AFTER_HOURS * 3_600_000);
      const asked = { kind: 'ledger.shorten', subjectId: tx.orgId, facts, who: SECOND_PERSONS } as const;
      entries.push((await askApproval(tx, ctx, { ...asked, ...(!isFree && { endsAt }) }, at)).entry);
    }
    const [first, ...others] = entries;
    return first ? { value: { waits }, entries: [first, ...others] } : unchanged({ waits });
  });
}

const pick = (terms: Terms, kinds: readonly (keyof Terms)[]): Partial<Terms> =>
  Object.fromEntries(kinds.map((kind) => [kind, terms[kind]]));

const wordsOf = (terms: Terms, kinds: readonly (keyof Terms)[]): string =>
  kinds.map((kind) => `${RETENTION_KINDS[kind]}: ${terms[kind]}`).join(', ');

export const shortenApproval: ApprovalHandler = {
  async takeEffect(tx, ctx, { facts }) {
    const before = (await readTerms(tx)) ?? DEFAULT_TERMS;
    const now = { ...before, ...termsSchema.partial().parse(facts.terms) };
    return [await write(tx, ctx, { before, now }, clock.now())];
  },
};

async function write(
  tx: Tx,
  ctx: Context,
  { before, now }: { before: Terms; now: Terms },
  at: Date,
): Promise<NewEntry> {
  const changed = RETENTION_KIND_NAMES.filter((kind) => now[kind] !== before[kind]);
  const facts = { by: ctx.actor.name, what: wordsOf(now, changed) };
  await Promise.all([
    writeSetting(tx, KEY, now, ctx.actor.id),
    notify(tx, { right: 'readWholeLedger', except: ctx.actor.id }, { kind: 'ledger.retain', facts }, at),
  ]);
  return { action: 'ledger.retain', fields: changed, facts: { old: pick(before, changed), new: pick(now, changed) } };
}

/** Whether shorter terms wait for a second person. */
export const isAskedFor = (tx: Tx, subjectId: Id = tx.orgId, kind = 'ledger.shorten'): Promise<boolean> =>
  tx.sql<[{ waits: boolean }]>`
    select exists (
      select 1 from approvals
      where org_id = ${tx.orgId} and kind = ${kind} and subject_id = ${subjectId} and state = 'waiting') as waits`.then(
    ([row]) => row.waits,
  );
