/**
 * Takes a record that an app sends. Guarantees: nothing is read of a message that is not signed with the secret of that very
 * connection within five minutes; each message is taken once; it lands by the records' own verbs and rights, in the name of
 * whoever made the connection, in fields that are mapped and modules that are allowed; the app is not told of what it said;
 * an answer is the same whatever marked values are here, where the app may not be told them. Against: whoever knows the
 * address, and an app that repeats, goes in circles, sends too much or guesses. Does not: doubt what an app says that knows
 * the secret.
 */

import { metadataOf } from '@/lib/crm/modules/metadata';
import { personContext, readPerson } from '@/lib/people/auth/person-context';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, invalid, notFound, unauthenticated } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { openCredentials } from '@/lib/protection/credentials';
import { recordRefusal } from '@/lib/protection/mutate';
import { type Connection, findKept } from '../connections/connection';
import { connectorOf, takesIn } from '../connectors/registry';
import { flowOf } from '../deliveries/fields';
import { findKnown, type Landed, type Landing, landChange, landDeletion, landNew } from './land';
import { digestOfSaid, isEcho, isLoop, stopLoop } from './loop';
import { aboutWhat, type InboundMessage, readMessage } from './message';
import { noteRefused, noteWrongSignature } from './refused';
import { assertNoProbe, inTheirNames, ownValues } from './values';
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
  if (await wasTaken(orgId, connection.id, webhookId)) return { did: 'had_it', recordId: null };
  const ctx = await makersContext(incoming, connection);
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

const wasTaken = (orgId: Id, connectionId: Id, webhookId: string): Promise<boolean> =>
  inOrg(orgId, async ({ sql }) => {
    const rows = await sql`
      select from app_received where org_id = ${orgId} and connection_id = ${connectionId} and webhook_id = ${webhookId}`;
    return rows.length > 0;
  });

/** Whoever made the connection, as they are now. Somebody who left does nothing here, and that is an event. */
async function makersContext(incoming: Incoming, connection: Connection): Promise<Context> {
  const { orgId, requestId, ip } = incoming;
  const person = await inOrg(orgId, (tx) => readPerson(tx, connection.createdBy));
  const gone = 'Whoever made this connection may not sign in any more: connect the app anew.';
  try {
    return await personContext(orgId, person, { requestId, gone, ip });
  } catch (error) {
    if (error instanceof CareledgerError) await noteRefused(incoming, connection, error);
    throw error;
  }
}

interface Said {
  webhookId: string;
  message: InboundMessage;
}

async function landMessage(ctx: Context, connection: Connection, { webhookId, message }: Said): Promise<Landed> {
  const { metadata, covered, keys } = await inOrg(ctx.orgId, async (tx) => ({
    keys: await keysOf(tx),
    metadata: await metadataOf(tx),
    covered: (await coveringAgreements(tx, [connection])).has(connection.id),
  }));
  const { modules, compliance } = metadata;
  const { module, mapping, act } = aboutWhat(message, modules, connection.mappings);
  const { id: remoteId, recordId = null, values: given } = message.data;
  const values = ownValues(mapping, module, given);
  assertNoProbe(flowOf(connection, module, { compliance, covered }), mapping, values);
  const said = digestOfSaid(keys, module.id, values);
  const landing: Landing = { connection, module, values, remoteId, webhookId, said };
  try {
    const known = await inOrg(ctx.orgId, (tx) => findKnown(tx, landing, { remoteId, recordId }));
    if (known !== null && act === 'deleted') return await landDeletion(ctx, landing, known);
    if (known !== null) return await change(ctx, landing, known);
    if (act !== 'created' && remoteId === null && recordId === null)
      throw invalid(`Name the record that was ${act}: data.id or data.recordId.`, { fields: { id: 'Give one.' } });
    if (recordId !== null || act === 'deleted') throw notFound('The record');
    await assertNoLoop(ctx, landing, null);
    const landed = await landNew(ctx, landing);
    return 'found' in landed ? await change(ctx, landing, landed.found) : landed;
  } catch (error) {
    throw inTheirNames(error, mapping, module);
  }
}

async function change(ctx: Context, landing: Landing, recordId: Id): Promise<Landed> {
  await assertNoLoop(ctx, landing, recordId);
  return landChange(ctx, landing, recordId);
}

/** @param recordId null: a new one @throws conflict `LOOP`, and the connection is paused */
async function assertNoLoop(ctx: Context, { connection, module, webhookId, said }: Landing, recordId: Id | null) {
  const isRound = await inOrg(ctx.orgId, (tx) =>
    recordId === null ? isEcho(tx, webhookId, said) : isLoop(tx, connection.id, recordId),
  );
  if (!isRound) return;
  await stopLoop(connection, ctx.orgId);
  const error = conflict('The record goes round between apps: the connection is paused.', { reason: 'LOOP' });
  const about = { module: module.apiName, ...(recordId !== null && { recordId }) };
  await recordRefusal(ctx, { action: 'app.receive', subjectId: connection.id, ...about }, error);
  throw error;
}
