import { assertFresh } from '@/lib/people/auth/fresh';
import { hashPassword } from '@/lib/people/auth/password';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { newLinkSecret, newLinkToken, plainSecret } from '@/lib/platform/crypto/one-time-link';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { periodOf } from '../period';
import { requireAccountable } from '../rights';
import { type GiveRequest, giveSchema } from '../schemas';
import { linkDigest, linkPath } from './link';

export interface GivenAccounting {
  linkId: Id;
  /** Path and fragment of the one-time link. It and the secret are told now and never again. */
  path: string;
  secret: string;
  expiresAt: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes the link by which the person a record is about opens the patient's copy of its accounting, once. What it lists is
 * decided when it is opened: what is suspended by then is not in it.
 * @throws forbidden; not_found; invalid for days that are none, or more than six years ago
 */
export async function giveAccounting(ctx: Context, input: GiveRequest): Promise<GivenAccounting> {
  const { module: name, recordId, days, ...asked } = readInput(giveSchema, input);
  const [token, secret, linkId] = [newLinkToken(), newLinkSecret(), newId()];
  const secretHash = await hashPassword(plainSecret(secret));
  const attempt = { action: 'accounting.give', module: name, recordId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const { id: moduleId } = await requireAccountable(tx, ctx, { module: name, recordId });
    assertFresh(ctx);
    const now = clock.nowMs();
    const period = periodOf(asked, dayOf(new Date(now)));
    const expiresMs = now + days * DAY_MS;
    const expiresAt = new Date(expiresMs).toISOString();
    const bound = { id: linkId, moduleId, recordId, ...period, secretHash, expiresMs };
    const linkHash = linkDigest(await keysOf(tx), bound, token);
    const written = tx.sql`
      insert into accounting_links (
        org_id, id, module_id, record_id, from_day, to_day, link_hash, secret_hash, created_by, created_at, expires_at)
      values (
        ${tx.orgId}, ${linkId}, ${moduleId}, ${recordId}, ${period.from}, ${period.to}, ${linkHash}, ${secretHash},
        ${ctx.actor.id}, ${new Date(now).toISOString()}, ${expiresAt})`.execute();
    return {
      value: { linkId, path: linkPath(tx.orgId, linkId, token), secret, expiresAt },
      writes: [written],
      entries: [{ ...attempt, subjectId: linkId, facts: { ...period, expiresAt } }],
    };
  });
}
