/** What becomes of a message that is known to be the app's own: looked up in one transaction, written in another. */
import { metadataOf } from '@/lib/crm/modules/metadata';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { type CareledgerError, conflict, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { recordRefusal } from '@/lib/protection/mutate';
import type { Connection, Mapping } from '../connections/connection';
import { flowOf } from '../deliveries/fields';
import { findKnown, type Landed, type Landing, landChange, landDeletion, landNew } from './land';
import { digestOfSaid, isEcho, isLoop, stopLoop } from './loop';
import { aboutWhat, type InboundAct, type InboundMessage } from './message';
import { assertNoProbe, inTheirNames, ownValues } from './values';

interface Said {
  webhookId: string;
  message: InboundMessage;
}

/** What is to be done with a message; `round`: nothing, for it goes in circles. */
type Step = { do: 'make' | 'round' } | { do: 'change' | 'delete' | 'round'; id: Id };

/**
 * Lands a message once. What another one did since it was looked up is met by what writes (`land.ts`).
 * @throws invalid, not_found, conflict `LOOP`, by the app's names of fields; as the records' own verbs
 */
export async function landMessage(ctx: Context, connection: Connection, said: Said): Promise<Landed> {
  const { landing, mapping, step } = await inOrg(ctx.orgId, (tx) => lookUp(tx, connection, said));
  try {
    if (step.do === 'round') throw await goesRound(ctx, landing, 'id' in step ? step.id : null);
    if (step.do === 'delete') return await landDeletion(ctx, landing, step.id);
    if (step.do === 'change') return await landChange(ctx, landing, step.id);
    const landed = await landNew(ctx, landing);
    return 'found' in landed ? await changeFound(ctx, landing, landed.found) : landed;
  } catch (error) {
    throw inTheirNames(error, mapping, landing.module);
  }
}

async function lookUp(
  tx: Tx,
  connection: Connection,
  { webhookId, message }: Said,
): Promise<{ landing: Landing; mapping: Mapping; step: Step }> {
  const [keys, { modules, compliance }, covering] = await Promise.all([
    keysOf(tx),
    metadataOf(tx),
    coveringAgreements(tx, [connection]),
  ]);
  const { module, mapping, act } = aboutWhat(message, modules, connection.mappings);
  const { id: remoteId, recordId = null, values: given } = message.data;
  const values = ownValues(mapping, module, given);
  assertNoProbe(flowOf(connection, module, { compliance, covered: covering.has(connection.id) }), mapping, values);
  const said = digestOfSaid(keys, module.id, values);
  const landing: Landing = { connection, module, values, remoteId, webhookId, said };
  return { landing, mapping, step: await stepOf(tx, landing, { act, recordId }) };
}

async function stepOf(
  tx: Tx,
  landing: Landing,
  { act, recordId }: { act: InboundAct; recordId: Id | null },
): Promise<Step> {
  const { connection, remoteId, webhookId, said } = landing;
  const id = await findKnown(tx, landing, { remoteId, recordId });
  if (id !== null && act === 'deleted') return { do: 'delete', id };
  if (id !== null) return { do: (await isLoop(tx, connection.id, id)) ? 'round' : 'change', id };
  if (act !== 'created' && remoteId === null && recordId === null)
    throw invalid(`Name the record that was ${act}: data.id or data.recordId.`, { fields: { id: 'Give one.' } });
  if (recordId !== null || act === 'deleted') throw notFound('The record');
  return { do: (await isEcho(tx, webhookId, said)) ? 'round' : 'make' };
}

/** One that another message made since it was looked for. */
async function changeFound(ctx: Context, landing: Landing, id: Id): Promise<Landed> {
  if (await inOrg(ctx.orgId, (tx) => isLoop(tx, landing.connection.id, id))) throw await goesRound(ctx, landing, id);
  return landChange(ctx, landing, id);
}

/** Pauses the connection. @param recordId null: a new one @returns conflict `LOOP` */
async function goesRound(ctx: Context, { connection, module }: Landing, recordId: Id | null): Promise<CareledgerError> {
  await stopLoop(connection, ctx.orgId);
  const error = conflict('The record goes round between apps: the connection is paused.', { reason: 'LOOP' });
  const about = { module: module.apiName, ...(recordId !== null && { recordId }) };
  await recordRefusal(ctx, { action: 'app.receive', subjectId: connection.id, ...about }, error);
  return error;
}
