/** Live chat by the clock, in every org. */
import { retainConversations, settleConversations } from '../../chat/conversations/settle';
import type { Context } from '../../context';
import { everyOrgId } from '../../db/every-org';
import type { Id } from '../../ids';

/** Every minute: what was missed, what fell silent. */
export async function settleChats(): Promise<void> {
  for (const orgId of await everyOrgId()) await settleConversations(systemContext(orgId));
}

/** Every night: what is too old to keep. */
export async function keepConversations(): Promise<void> {
  for (const orgId of await everyOrgId()) await retainConversations(systemContext(orgId));
}

const systemContext = (orgId: Id): Context => ({
  orgId,
  actor: { kind: 'system', id: '0', name: 'System' },
  rights: { everyModule: [], modules: {}, org: ['deleteConversations'] },
  ownerIds: null,
  requestId: 'live-chat',
  ip: null,
  sessionId: null,
  timeZone: 'UTC',
});
