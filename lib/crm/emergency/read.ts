/**
 * What emergency access shows: one record on the screen, its protected values behind a mask until they are revealed. Guarantees:
 * whether the grant is in force is asked in the transaction that reads, each page and each reveal is an event that names the
 * grant, and no other door knows of it: lists, exports and programs go by the person's own rights.
 */

import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { getRecord, type RecordPage } from '@/lib/crm/records/get';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { reveal } from '@/lib/protection/disclose/reveal';
import { assertInForce } from '@/lib/protection/integrity/emergency';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { withinGrant } from './reach';
import { type RevealByEmergency, revealByEmergencySchema } from './schemas';
import { reasonWords } from './words';

/** The record of one's own grant that is in force; null of a drill. @throws forbidden; not_found where the record is gone */
export async function enterEmergency(ctx: Context, id: Id): Promise<RecordPage | null> {
  const grant = await mutate(ctx, { action: 'emergency.enter', subjectId: id }, async (tx) => {
    const found = await assertInForce(tx, ctx, id);
    if (!found.drill) assertOrgRight(ctx, 'emergencyAccess');
    const about = found.module && found.recordId ? { module: found.module, recordId: found.recordId } : {};
    const facts = { emergency: id, ...(found.drill && { drill: true }) };
    return { value: found, entries: [{ action: 'emergency.enter', subjectId: id, ...about, facts }] };
  });
  if (!grant.module || !grant.recordId) return null;
  return getRecord(withinGrant(ctx, grant), grant.module, grant.recordId);
}

/** Reveals values of the record of one's own grant. The grant is asked again in the transaction of the event. */
export async function revealByEmergency(ctx: Context, input: RevealByEmergency): Promise<Record<string, StoredValue>> {
  const { id, fields } = readInput(revealByEmergencySchema, input);
  const grant = await mutate(ctx, { action: 'record.reveal', subjectId: id, fields }, async (tx) => {
    assertOrgRight(ctx, 'emergencyAccess');
    return unchanged(await assertInForce(tx, ctx, id));
  });
  if (!grant.module || !grant.recordId) throw conflict('A drill opens no record.');
  const { module, recordId } = grant;
  const note = `Emergency access: ${reasonWords(grant.reason)}`;
  return reveal(withinGrant(ctx, grant), { module, recordId, fields, purpose: 'other', note });
}
