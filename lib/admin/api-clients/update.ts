import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { actsForItself } from './create';
import { assertInFuture, type ClientRow, getOwnerName, lockClient, namingTakenName } from './find';
import { type ClientChange, clientChangeSchema } from './schemas';
import { tellOwner } from './tell-owner';
import { widens } from './widens';

const FIELDS = [
  'name',
  'ownerId',
  'scopes',
  'allowedIps',
  'expiresAt',
  'callsPerMinute',
  'protectedInAddress',
  'secretInAddress',
  'bySecretAlone',
  'purpose',
] as const;

/**
 * Changes an API client; in force at its next call. One that acts for another person, and now may do more, from more
 * places, for longer or for somebody else, waits until that person accepts it; what was got with it before has ended.
 * @throws forbidden; not_found; invalid with the fields; conflict when it is revoked or the name is taken.
 */
export async function updateClient(ctx: Context, input: ClientChange, at: Date = clock.now()): Promise<void> {
  const given = readInput(clientChangeSchema, input);
  const { id, name, ownerId, scopes, allowedIps, callsPerMinute } = given;
  const expiresAt = given.expiresAt === null ? null : new Date(given.expiresAt).toISOString();
  const action = 'api_client.update';
  await namingTakenName(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const before = await lockClient(tx, id);
      const { protectedInAddress = before.protectedInAddress, purpose = before.purpose } = given;
      const { secretInAddress = before.secretInAddress, bySecretAlone = before.bySecretAlone } = given;
      const ways = { protectedInAddress, secretInAddress, bySecretAlone };
      const asked = { name, ownerId, scopes, allowedIps, expiresAt, callsPerMinute, ...ways, purpose };
      const fields = changedFields(before, asked);
      if (fields.length === 0) return unchanged();
      if (fields.includes('expiresAt')) assertInFuture(expiresAt, at);
      const facts: Record<string, string | boolean> = { name };
      if (fields.includes('ownerId')) facts.owner = await getOwnerName(tx, ownerId);
      if (fields.includes('scopes')) facts.scopes = scopes.join(' ');
      if (fields.includes('purpose')) facts.purpose = purpose;
      for (const way of ['protectedInAddress', 'secretInAddress', 'bySecretAlone'] as const) {
        if (fields.includes(way)) facts[way] = ways[way];
      }
      await tx.sql`
        update api_clients set name = ${name}, owner_id = ${ownerId}, scopes = ${scopes}, allowed_ips = ${allowedIps},
          expires_at = ${expiresAt}::timestamptz, calls_per_minute = ${callsPerMinute},
          protected_in_address = ${protectedInAddress}, secret_in_address = ${secretInAddress},
          by_secret_alone = ${bySecretAlone}, purpose = ${purpose}
        where org_id = ${tx.orgId} and id = ${id}`;
      const after = { scopes, allowedIps, expiresAt };
      const writes = await askOwner(tx, ctx, { before, after: { ...after, id, name, ownerId } }, at);
      const waits = writes.length > 0 && !actsForItself(ctx, ownerId);
      return {
        value: undefined,
        writes,
        entries: [{ action, subjectId: id, fields, facts: { ...facts, ...(waits && { waits }) } }],
      };
    }),
  );
}

interface Change {
  before: ClientRow;
  after: Pick<ClientRow, 'id' | 'name' | 'ownerId' | 'scopes' | 'allowedIps' | 'expiresAt'>;
}

/** The statements that make a client wait for its owner, where the change needs that. */
async function askOwner(tx: Tx, ctx: Context, { before, after }: Change, at: Date): Promise<Promise<unknown>[]> {
  const { id, name, ownerId } = after;
  const otherOwner = before.ownerId !== ownerId;
  if (!otherOwner && (actsForItself(ctx, ownerId) || !widens(before, after))) return [];
  const now = at.toISOString();
  const accepted = actsForItself(ctx, ownerId);
  const ended = tx.sql`
    update api_tokens set ended_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and client_id = ${id} and ended_at is null and (${otherOwner} or kind <> 'refresh')`;
  // What one person was given opens nothing of another's: nobody has the secret of a client that changed hands.
  const secretHash = otherOwner ? plainDigest(newSessionSecret()) : null;
  const waiting = tx.sql`
    update api_clients set accepted_at = ${accepted ? now : null}::timestamptz, asked_by = ${ctx.actor.id},
      secret_due = secret_due or ${otherOwner}, secret_hash = coalesce(${secretHash}, secret_hash)
    where org_id = ${tx.orgId} and id = ${id}`;
  const owner = await getOwnerName(tx, ownerId);
  const told = accepted ? [] : [tellOwner(tx, ctx, { id, name, ownerId, owner, what: 'changed' }, at)];
  const formerOwner = { userIds: [before.ownerId].filter((one) => one !== ctx.actor.id && otherOwner) };
  const facts = { by: ctx.actor.name, client: name };
  const parted = notify(tx, formerOwner, { kind: 'client.ended', subjectId: id, facts }, at);
  return [ended.then(() => {}), waiting.then(() => {}), ...told, parted];
}

type Compared = Pick<ClientRow, (typeof FIELDS)[number]>;

function changedFields(before: Compared, after: Compared): string[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
