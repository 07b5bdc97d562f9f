import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

export interface TokenRequest {
  requestId: string;
  ip: string | null;
  /** Of what proves the client, something stood in the address. */
  inAddress?: boolean;
}

/** A client at the token endpoint: in its name, for its owner, with no rights. Enough for an event. */
export const clientContext = (
  orgId: Id,
  client: { name: string; ownerId: Id },
  { requestId, ip }: TokenRequest,
): Context => ({
  orgId,
  actor: { kind: 'client', id: client.ownerId, name: client.name },
  rights: { everyModule: [], modules: {}, org: [] },
  ownerIds: [client.ownerId],
  requestId,
  ip,
  sessionId: null,
  timeZone: 'UTC',
});

/** A look-up by ids that a stranger wrote: an org that does not exist is answered like a row that does not. */
export async function undefinedIfMissing<T>(found: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return undefined;
    throw error;
  }
}
