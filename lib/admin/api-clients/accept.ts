/**
 * What the person does for whom a client acts, in their own session. Guarantees: nobody accepts for another; what is
 * accepted is what was shown, or it is refused; a secret that nobody has yet is made here and told to nobody else.
 */

import { assertFresh } from '@/lib/people/auth/fresh';
import { ACCOUNT_WAITS } from '@/lib/people/auth/permissions';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { type ClientRow, lockClient } from './find';
import { newToken } from './new-token';
import { type AcceptedClient, acceptedClientSchema, type ClientIdInput, clientIdSchema } from './schemas';
import { clientIdText } from './token-text';

export interface Accepted {
  clientId: string;
  /** Where nobody had a secret yet: shown once. */
  secrets: { clientSecret: string; refreshToken: string } | null;
}

/**
 * Accepts a client as it was shown to its owner; it works from now on.
 * @throws not_found for another's; conflict when it has changed since, or does not wait; forbidden while the owner's own
 * account waits for a second person.
 */
export async function acceptClient(ctx: Context, input: AcceptedClient, at: Date = clock.now()): Promise<Accepted> {
  const shown = readInput(acceptedClientSchema, input);
  const action = 'api_client.accept';
  return mutate(ctx, { action, subjectId: shown.id }, async (tx) => {
    assertFresh(ctx);
    const client = await lockMine(tx, ctx, shown.id);
    if (!client.waits) throw conflict('You have accepted this program already.');
    if (!sameAsShown(client, shown))
      throw conflict('It has been changed since you opened this page. Look at it again.');
    await assertAccountFree(tx, ctx);
    const fresh = client.secretDue ? await giveSecret(tx, client, at) : null;
    const facts = { name: client.name, scopes: client.scopes.join(' '), newSecret: fresh !== null };
    return {
      value: { clientId: clientIdText(tx.orgId, client.id), secrets: fresh?.secrets ?? null },
      writes: [
        tx.sql`
          update api_clients set accepted_at = ${at.toISOString()}::timestamptz, secret_due = false
          where org_id = ${tx.orgId} and id = ${client.id}`,
        tellAsker(tx, ctx, client, { kind: 'client.accepted', at }),
      ],
      entries: [{ action, subjectId: client.id, facts }, ...(fresh?.entries ?? [])],
    };
  });
}

/** Refuses a client that waits, or ends one that works: for good, from its next call on. @throws not_found for another's */
export async function endMyClient(ctx: Context, input: ClientIdInput, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(clientIdSchema, input);
  const action = 'api_client.revoke';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    const client = await lockMine(tx, ctx, id);
    const ended = tx.sql`
      update api_clients set revoked_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
    const told = tellAsker(tx, ctx, client, { kind: 'client.ended', at });
    const facts = { name: client.name, by: 'owner', accepted: !client.waits };
    return { value: undefined, writes: [ended, told], entries: [{ action, subjectId: id, facts }] };
  });
}

async function lockMine(tx: Tx, ctx: Context, id: string): Promise<ClientRow> {
  const client = await lockClient(tx, id);
  // Another's is not there: neither its name nor that it exists is told.
  if (ctx.actor.kind !== 'user' || client.ownerId !== ctx.actor.id) throw notFound('The API client');
  return client;
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

const sameAsShown = (client: ClientRow, shown: AcceptedClient): boolean =>
  sameList(client.scopes, shown.scopes) && sameList(client.allowedIps, shown.allowedIps);

/** Whoever knows a password that an administrator gave may not give the owner's word. */
async function assertAccountFree(tx: Tx, ctx: Context): Promise<void> {
  const [own] = await tx.sql<{ suspended: boolean }[]>`
    select phi_suspended as suspended from users where org_id = ${tx.orgId} and id = ${ctx.actor.id}`;
  if (own?.suspended === false) return;
  throw forbidden('Your account waits for the confirmation of a second person. Accept this program after that.', {
    reason: ACCOUNT_WAITS,
  });
}

/** A secret that its owner is the first to have. Whatever was got with an earlier one has ended. */
async function giveSecret(tx: Tx, { id }: ClientRow, at: Date) {
  const clientSecret = newSessionSecret();
  await tx.sql`
    update api_tokens set ended_at = ${at.toISOString()}::timestamptz
    where org_id = ${tx.orgId} and client_id = ${id} and ended_at is null`;
  const token = newToken(tx, await keysOf(tx), { kind: 'refresh', clientId: id, scopes: null }, at);
  await Promise.all([
    token.written,
    tx.sql`
      update api_clients set secret_hash = ${plainDigest(clientSecret)}
      where org_id = ${tx.orgId} and id = ${id}`,
  ]);
  const entries: NewEntry[] = [{ action: 'api_token.issue', subjectId: id, facts: { kind: 'refresh' } }];
  return { secrets: { clientSecret, refreshToken: token.text }, entries };
}

const tellAsker = (
  tx: Tx,
  ctx: Context,
  { id, name, askedBy }: ClientRow,
  { kind, at }: { kind: 'client.accepted' | 'client.ended'; at: Date },
): Promise<void> => {
  const userIds = [askedBy ?? '0'].filter((asker) => asker !== ctx.actor.id);
  return notify(tx, { userIds }, { kind, subjectId: id, facts: { by: ctx.actor.name, client: name } }, at);
};
