import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict, invalid } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { actsForItself } from './create';
import { lockClient } from './find';
import { CODE_SECONDS, newToken } from './new-token';
import { type GrantCodeInput, grantCodeSchema } from './schemas';
import { inBoth } from './scopes';

const OWNER_ONLY = 'Only the person this client acts for can make a code: Personal settings, Programs that act for me.';

export interface GrantCode {
  /** Shown once; good once. */
  code: string;
  /** ISO time. */
  expiresAt: string;
}

/**
 * Makes a grant code of a self client: good for one exchange within ten minutes. Only for the person it acts for.
 * @throws forbidden; not_found; conflict when it is revoked, another's or waits; invalid for scopes beyond its own.
 */
export async function makeGrantCode(ctx: Context, input: GrantCodeInput, at: Date = clock.now()): Promise<GrantCode> {
  const { id, scopes } = readInput(grantCodeSchema, input);
  const action = 'api_token.issue';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    const [owned] = await tx.sql<{ ownerId: string }[]>`
      select owner_id as "ownerId" from api_clients where org_id = ${tx.orgId} and id = ${id}`;
    const isOwn = owned !== undefined && actsForItself(ctx, owned.ownerId);
    if (!isOwn) assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const client = await lockClient(tx, id);
    if (!isOwn) throw conflict(OWNER_ONLY, { reason: 'OWNER_ONLY' });
    if (client.waits) throw conflict('Accept this program first.');
    if (scopes?.some((scope) => !inBoth([scope], client.scopes).includes(scope))) {
      const message = 'A code may not do more than its client.';
      throw invalid(message, { fields: { scopes: message } });
    }
    const token = newToken(tx, await keysOf(tx), { kind: 'code', clientId: id, scopes: scopes ?? null }, at);
    const expiresAt = new Date(at.getTime() + CODE_SECONDS * 1000).toISOString();
    return {
      value: { code: token.text, expiresAt },
      writes: [token.written],
      entries: [{ action, subjectId: id, facts: { kind: 'code', client: client.name } }],
    };
  });
}
