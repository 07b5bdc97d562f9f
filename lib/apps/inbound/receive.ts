/**
 * Takes a record that an app sends. Guarantees: nothing is read of a message that is not signed with the secret of that very
 * connection within five minutes; each message is taken once; it lands by the records' own verbs and rights, in the name of
 * whoever made the connection, in fields that are mapped and modules that are allowed; the app is not told of what it said;
 * an answer is the same whatever marked values are here, where the app may not be told them. Against: whoever knows the
 * address, and an app that repeats, goes in circles, sends too much or guesses. Does not: doubt what an app says that knows
 * the secret.
 */

import { personContext, readPerson } from '@/lib/people/auth/person-context';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, unauthenticated } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openCredentials } from '@/lib/protection/credentials';
import { type Connection, findKept } from '../connections/connection';
import { connectorOf, takesIn } from '../connectors/registry';
import type { Landed } from './land';
import { landMessage } from './land-message';
import { readMessage } from './message';
import { noteRefused, noteWrongSignature } from './refused';
import { type SignedHeaders, verifiedId } from './verify';

export interface Incoming {
  orgId: Id;
  connectionId: Id;
  headers: SignedHeaders;
  body: Buffer;
  requestId: string;
  /** Where it came from. */
  ip: string | null;
  /** Called once the message is known to be the app's own. @throws limited */
  count(): Promise<void>;
}

/**
 * @returns what was done; `had_it` for a message that was taken before.
 * @throws unauthenticated, the same for a connection that is not there, takes nothing, is ended, or has another secret;
 * limited; conflict `PAUSED` and `LOOP`; forbidden where its maker may not do it; invalid and not_found with what is wrong
 */
export async function receive(incoming: Incoming): Promise<Landed> {
  const { orgId, connectionId, headers, body } = incoming;
  const opened = await openConnection(orgId, connectionId);
  const webhookId = opened && verifiedId(opened.secret, headers, body);
  if (!opened || !webhookId) {
    const words = 'There is no such connection, or the message is not signed with its secret just now.';
    const error = unauthenticated(words, { reason: 'SIGNATURE' });
    if (opened) await noteWrongSignature(incoming, opened.connection, error);
    throw error;
  }
  await incoming.count();
  const { connection } = opened;
  if (connection.state === 'paused') throw conflict('The connection is paused.', { reason: 'PAUSED' });
  const { taken, person } = await inOrg(orgId, async (tx) => ({
    taken: await wasTaken(tx, connection.id, webhookId),
    person: await readPerson(tx, connection.createdBy),
  }));
  if (taken) return { did: 'had_it', recordId: null };
  const ctx = await makersContext(incoming, connection, person);
  return landMessage(ctx, connection, { webhookId, message: readMessage(body) });
}

async function openConnection(orgId: Id, id: Id): Promise<{ connection: Connection; secret: string } | null> {
  return inOrg(orgId, async (tx) => {
    const connection = await findKept(tx, id);
    if (!connection?.credentials || connection.state === 'ended' || !takesIn(connectorOf(connection.app))) return null;
    const { secret = '' } = openCredentials(await keysOf(tx), id, connection.credentials);
    return { connection, secret };
  });
}

async function wasTaken({ sql, orgId }: Tx, connectionId: Id, webhookId: string): Promise<boolean> {
  const rows = await sql`
    select from app_received where org_id = ${orgId} and connection_id = ${connectionId} and webhook_id = ${webhookId}`;
  return rows.length > 0;
}

/** Whoever made the connection, as they are now. Somebody who left does nothing here, and that is an event. */
async function makersContext(
  incoming: Incoming,
  connection: Connection,
  person: Awaited<ReturnType<typeof readPerson>>,
): Promise<Context> {
  const { orgId, requestId, ip } = incoming;
  const gone = 'Whoever made this connection may not sign in any more: connect the app anew.';
  try {
    return await personContext(orgId, person, { requestId, gone, ip });
  } catch (error) {
    if (error instanceof CareledgerError) await noteRefused(incoming, connection, error);
    throw error;
  }
}
