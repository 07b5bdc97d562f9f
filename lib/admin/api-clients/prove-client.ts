/**
 * A client proves itself with its secret. Guarantees: every try of a known client is an event; a wrong secret, a client
 * that may not be used and one that does not exist get one answer. Whoever has the secret is let in however many have
 * failed: secrets are 256 random bits of ours, which no number of guesses finds.
 */
import { countFailure, type SignInSource, workFor } from '@/lib/people/auth/sign-in-limits';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { forbidden, limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { recordRefusal } from '@/lib/protection/mutate';
import { isAllowedFrom } from './addresses';
import { clientContext, type TokenRequest, undefinedIfMissing } from './client-context';
import { oauthError } from './oauth-error';
import { isClientSecret, readClientIdText } from './token-text';

export interface ProvenClient {
  id: Id;
  scopes: string[];
  /** In the client's name and with no rights: enough for the event. */
  ctx: Context;
}

interface ClientRow {
  name: string;
  ownerId: Id;
  ownerActive: boolean;
  secretHash: Buffer;
  scopes: string[];
  allowedIps: string[];
  over: boolean;
  waits: boolean;
  secretInAddress: boolean;
  bySecretAlone: boolean;
}

/** @throws invalid `invalid_client`; limited `access_denied` for a wrong secret after ten wrong ones from one address. */
export async function proveClient(
  form: Readonly<Record<string, string>>,
  request: TokenRequest,
  at: Date,
): Promise<ProvenClient> {
  const named = readClientIdText(form.client_id ?? '');
  if (!named || !form.client_secret) throw oauthError('invalid_client');
  const { orgId, id } = named;
  const source: SignInSource = { email: `api client ${orgId}.${id} from ${request.ip}`, ip: request.ip };
  const row = await findClient(orgId, id, at);
  const isWhole = row !== undefined && (await isPersonWhole(orgId, row.ownerId, id));
  const alone = form.grant_type === 'client_credentials';
  const refusal = isWhole || !row ? refusalOf(form.client_secret, row, { ...request, alone }) : 'changed_outside';
  if (refusal) {
    const tooMany = refusal === 'wrong_secret' && (await workFor(source, at)) !== null;
    if (refusal === 'wrong_secret' && !tooMany) await countFailure(source, at);
    const reason = tooMany ? 'too_many' : refusal;
    if (row) {
      const refused = forbidden('The client was refused a token.', { reason });
      await recordRefusal(clientContext(orgId, row, request), { action: 'api_token.issue', subjectId: id }, refused);
    }
    if (tooMany) throw limited('Too many wrong secrets. Wait 15 minutes and try again.', { reason: 'access_denied' });
    if (refusal === 'secret_in_address') throw oauthError('invalid_request');
    if (refusal === 'grant_not_allowed') throw oauthError('unauthorized_client');
    throw oauthError(refusal === 'not_accepted' ? 'access_denied' : 'invalid_client');
  }
  if (!row) throw oauthError('invalid_client');
  return { id, scopes: row.scopes, ctx: clientContext(orgId, row, request) };
}

type Refusal =
  | 'wrong_secret'
  | 'changed_outside'
  | 'not_in_use'
  | 'owner_deactivated'
  | 'address_not_allowed'
  | 'not_accepted'
  | 'secret_in_address'
  | 'grant_not_allowed';

interface Asked extends TokenRequest {
  /** By its secret and nothing else. */
  alone: boolean;
}

function refusalOf(secret: string, row: ClientRow | undefined, { ip, inAddress, alone }: Asked): Refusal | null {
  if (!row || !isClientSecret(secret, row.secretHash)) return 'wrong_secret';
  if (row.over) return 'not_in_use';
  if (!row.ownerActive) return 'owner_deactivated';
  if (!isAllowedFrom(ip, row.allowedIps)) return 'address_not_allowed';
  if (row.waits) return 'not_accepted';
  if (inAddress && !row.secretInAddress) return 'secret_in_address';
  return alone && !row.bySecretAlone ? 'grant_not_allowed' : null;
}

function findClient(orgId: Id, id: Id, at: Date): Promise<ClientRow | undefined> {
  return undefinedIfMissing(
    inOrg(orgId, async (tx) => {
      const [row] = await tx.sql<ClientRow[]>`
        select c.name, c.owner_id as "ownerId", u.active as "ownerActive", c.secret_hash as "secretHash", c.scopes,
          c.allowed_ips as "allowedIps", c.accepted_at is null as waits, c.secret_in_address as "secretInAddress",
          c.by_secret_alone as "bySecretAlone",
          c.revoked_at is not null or coalesce(c.expires_at <= ${at.toISOString()}::timestamptz, false) as over
        from api_clients c join users u on u.org_id = c.org_id and u.id = c.owner_id
        where c.org_id = ${orgId} and c.id = ${id}`;
      return row;
    }),
  );
}
