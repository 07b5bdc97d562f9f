import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { mutate, unchanged } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { assertInFuture, type ClientRow, getOwnerName, lockClient, namingTakenName } from './find';
import { type ClientChange, clientChangeSchema } from './schemas';

const FIELDS = ['name', 'ownerId', 'scopes', 'allowedIps', 'expiresAt', 'callsPerMinute'] as const;

/**
 * Changes an API client; in force at its next call.
 * @throws forbidden; not_found; invalid with the fields; conflict when it is revoked or the name is taken.
 */
export async function updateClient(ctx: Context, input: ClientChange, at: Date = new Date()): Promise<void> {
  const given = readInput(clientChangeSchema, input);
  const { id, name, ownerId, scopes, allowedIps, callsPerMinute } = given;
  const expiresAt = given.expiresAt === null ? null : new Date(given.expiresAt).toISOString();
  const action = 'api_client.update';
  await namingTakenName(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const before = await lockClient(tx, id);
      const fields = changedFields(before, { id, name, ownerId, scopes, allowedIps, expiresAt, callsPerMinute });
      if (fields.length === 0) return unchanged();
      if (fields.includes('expiresAt')) assertInFuture(expiresAt, at);
      const facts: Record<string, string> = { name };
      if (fields.includes('ownerId')) facts.owner = await getOwnerName(tx, ownerId);
      if (fields.includes('scopes')) facts.scopes = scopes.join(' ');
      await tx.sql`
        update api_clients set name = ${name}, owner_id = ${ownerId}, scopes = ${scopes}, allowed_ips = ${allowedIps},
          expires_at = ${expiresAt}::timestamptz, calls_per_minute = ${callsPerMinute}
        where org_id = ${tx.orgId} and id = ${id}`;
      return { value: undefined, entries: [{ action, subjectId: id, fields, facts }] };
    }),
  );
}

function changedFields(before: ClientRow, after: ClientRow): string[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
