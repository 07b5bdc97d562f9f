import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { forbidden } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { assertInFuture, getOwnerName, namingTakenName } from './find';
import { newToken } from './new-token';
import { type NewClient, newClientSchema } from './schemas';
import { tellOwner } from './tell-owner';
import { clientIdText } from './token-text';

/** What a program needs to get access tokens. Secret and refresh token are shown once; only their hashes are kept. */
export interface ClientCredentials {
  id: Id;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/** One that waits for its owner, who is given what is missing here. */
export type ProposedClient = Pick<ClientCredentials, 'id' | 'clientId'>;

/**
 * Adds an API client that acts for the one who makes it, with a secret and a refresh token; without scopes it may do
 * nothing. The command on the server's machine may make one for anybody.
 * @throws forbidden, also for another's; not_found for the owner; invalid with the fields; conflict when the name is
 * taken.
 */
export function createClient(ctx: Context, input: NewClient, at: Date = clock.now()): Promise<ClientCredentials> {
  return insertClient(ctx, input, at, (ownerId) => {
    if (!actsForItself(ctx, ownerId)) throw forbidden('A client that acts for another person needs their acceptance.');
    return { accepted: true };
  });
}

/**
 * Adds an API client that would act for another person, who is told. It works once they have accepted it, and they are
 * given its secret then: whoever proposes it never has it.
 * @throws as createClient
 */
export async function proposeClient(ctx: Context, input: NewClient, at: Date = clock.now()): Promise<ProposedClient> {
  const { id, clientId } = await insertClient(ctx, input, at, () => ({ accepted: false }));
  return { id, clientId };
}

/** Whether a client of this owner is the actor's own, or made by whoever holds the root key anyway. */
export const actsForItself = ({ actor }: Context, ownerId: Id): boolean =>
  actor.kind === 'system' || (actor.kind === 'user' && actor.id === ownerId);

async function insertClient(
  ctx: Context,
  input: NewClient,
  at: Date,
  stateFor: (ownerId: Id) => { accepted: boolean },
): Promise<ClientCredentials> {
  const given = readInput(newClientSchema, input);
  const { name, ownerId, scopes, allowedIps, expiresAt, callsPerMinute, bySecretAlone, purpose } = given;
  const id = newId();
  const secret = newSessionSecret();
  const action = 'api_client.create';
  const now = at.toISOString();
  const refreshToken = await namingTakenName(() =>
    mutate(ctx, action, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const { accepted } = stateFor(ownerId);
      assertInFuture(expiresAt, at);
      const owner = await getOwnerName(tx, ownerId);
      const written = tx.sql`
        insert into api_clients (
          org_id, id, name, owner_id, secret_hash, scopes, allowed_ips, calls_per_minute, created_at, expires_at,
          accepted_at, made_by, asked_by, secret_due, by_secret_alone, purpose)
        values (${tx.orgId}, ${id}, ${name}, ${ownerId}, ${plainDigest(secret)}, ${scopes}, ${allowedIps},
          ${callsPerMinute}, ${now}::timestamptz, ${expiresAt}::timestamptz,
          ${accepted ? now : null}::timestamptz, ${ctx.actor.id}, ${ctx.actor.id}, ${!accepted}, ${bySecretAlone},
          ${purpose})`;
      const facts = { name, owner, scopes: scopes.join(' '), purpose };
      const made = { action, subjectId: id, facts } as const;
      if (!accepted) {
        const told = tellOwner(tx, ctx, { id, name, ownerId, owner, what: 'made' }, at);
        return { value: '', writes: [written, told], entries: [{ ...made, facts: { ...facts, waits: true } }] };
      }
      const token = newToken(tx, await keysOf(tx), { kind: 'refresh', clientId: id, scopes: null }, at);
      return {
        value: token.text,
        writes: [written, token.written],
        entries: [made, { action: 'api_token.issue', subjectId: id, facts: { kind: 'refresh' } }],
      };
    }),
  );
  return { id, clientId: clientIdText(ctx.orgId, id), clientSecret: secret, refreshToken };
}
