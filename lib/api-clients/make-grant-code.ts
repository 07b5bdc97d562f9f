import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { invalid } from '@/lib/errors';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { lockClient } from './find';
import { CODE_SECONDS, newToken } from './new-token';
import { type GrantCodeInput, grantCodeSchema } from './schemas';
import { inBoth } from './scopes';

export interface GrantCode {
  /** Shown once; good once. */
  code: string;
  /** ISO time. */
  expiresAt: string;
}

/**
 * Makes a grant code of a self client: good for one exchange within ten minutes.
 * @throws forbidden; not_found; conflict when it is revoked; invalid for scopes beyond the client's own.
 */
export async function makeGrantCode(ctx: Context, input: GrantCodeInput, at: Date = new Date()): Promise<GrantCode> {
  const { id, scopes } = readInput(grantCodeSchema, input);
  const action = 'api_token.issue';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const client = await lockClient(tx, id);
    if (scopes?.some((scope) => !inBoth([scope], client.scopes).includes(scope))) {
      const message = 'A code may not do more than its client.';
      throw invalid(message, { fields: { scopes: message } });
    }
    const token = newToken(tx, { kind: 'code', clientId: id, scopes: scopes ?? null }, at);
    const expiresAt = new Date(at.getTime() + CODE_SECONDS * 1000).toISOString();
    return {
      value: { code: token.text, expiresAt },
      writes: [token.written],
      entries: [{ action, subjectId: id, facts: { kind: 'code', client: client.name } }],
    };
  });
}
