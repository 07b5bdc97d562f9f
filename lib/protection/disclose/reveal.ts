/**
 * The only door to people's clear text: nothing else imports the opening half of `lib/platform/crypto` (with `credentials.ts` for
 * the product's own secrets; a test checks it).
 *
 * Guarantees: a marked value is given to a person only after the event that says who, what and why is committed; to a
 * door only what policy calls clear there. If the event cannot be written, nothing is given. Against: screens, exports
 * and jobs that would read around policy. Not against: somebody with the keys and the database.
 */

import { findField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { assertFresh } from '@/lib/people/auth/fresh';
import { mayNotReveal } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Purpose } from '@/lib/protection/compliance/purposes';
import { assertInForce } from '@/lib/protection/integrity/emergency';
import { damaged, INTEGRITY } from '@/lib/protection/integrity/errors';
import { noteFailures } from '@/lib/protection/integrity/failure';
import { isLastCommitted, readCommitted } from '@/lib/protection/ledger/committed';
import { mutate } from '@/lib/protection/mutate';
import { withBudget } from './budget';
import { orNull } from './damaged';
import { openRow, pick, type SealedRow } from './row';

export interface RevealRequest {
  module: string;
  recordId: Id;
  /** API names of marked fields. */
  fields: readonly string[];
  purpose: Purpose;
  /** What a person wrote; required when the purpose is `other`. Kept sealed in the event. */
  note?: string;
}

/**
 * Reveals marked values of one record to a person, once the event is committed. Where the envelope does not open, or is not the
 * last that an entry says was written, the event says so and counts as refused.
 * @returns the values by API name; a field that holds none is absent.
 * @throws forbidden without the right to reveal, and `STEP_UP` for several values at once; not_found; invalid for a field that is not marked; limited when the
 * person's budget is spent.
 */
export async function reveal(ctx: Context, request: RevealRequest): Promise<Record<string, StoredValue>> {
  const { recordId, fields, purpose } = request;
  const note = request.note?.trim();
  if (fields.length === 0) throw invalid('Name at least one field.');
  if (purpose === 'other' && !note) throw invalid('Say what the purpose is.', { fields: { note: 'Required' } });
  const attempt = { action: 'record.reveal', module: request.module, recordId, fields, door: 'screen' } as const;
  const committed = await withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      if (ctx.emergency) await assertInForce(tx, ctx, ctx.emergency);
      const metadata = await metadataFor(tx, ctx);
      const module = getModule(metadata, request.module);
      assertMayReveal(ctx, module);
      if (fields.length > 1) assertFresh(ctx);
      for (const name of fields) {
        if (!findField(module, name)?.marked) throw invalid(`The field ${name} is not marked as personal health data.`);
      }
      const isSealed = fields.some((name) => findField(module, name)?.sealed);
      const [[row], said] = await Promise.all([
        tx.sql<SealedRow[]>`
          select id, values, sealed, seal_version from records
          where ${visibleRecords(tx, ctx, module)} and id = ${recordId}`,
        isSealed ? readCommitted(tx, recordId) : null,
      ]);
      if (!row) throw notFound('The record');
      const keys = await keysOf(tx);
      const entry = { ...attempt, purpose, ...(note && { note }) };
      const envelope = { recordId, version: row.seal_version, sealed: row.sealed };
      const isOlder = said !== null && !isLastCommitted(keys, envelope, said);
      const open = () => (isSealed ? openRow(row, fields, module, keys) : {});
      const opened = isOlder ? null : orNull(open);
      if (opened === null) {
        noteFailures(tx, ctx, [{ what: 'record', module: module.apiName, recordId, fields, during: attempt.action }]);
        return { value: null, entries: [{ ...entry, outcome: 'refused', facts: { reason: INTEGRITY } }] };
      }
      return {
        value: { ...pick(row.values, fields), ...opened },
        entries: [entry, ...(await spend(tx, 'one', 1))],
      };
    }),
  );
  if (committed === null) throw damaged();
  return committed;
}

/** @throws forbidden */
export function assertMayReveal(ctx: Context, module: ModuleDefinition): void {
  assertModuleRight(ctx, module, 'view');
  if (!canInOrg(ctx.rights, 'revealPhi')) throw mayNotReveal(ctx, 'reveal personal health data');
}
