/** Live chat by the clock, in every org. */
import { retainConversations, settleConversations } from '../../chat/conversations/settle';
import { systemContext } from '../../context';
import { everyOrgId } from '../../db/every-org';
import type { Id } from '../../ids';

/** Every minute: what was missed, what fell silent. */
export async function settleChats(): Promise<void> {
  for (const orgId of await everyOrgId()) await settleConversations(asSystem(orgId));
}

/** Every night: what is too old to keep. */
export async function keepConversations(): Promise<void> {
  for (const orgId of await everyOrgId()) await retainConversations(asSystem(orgId));
}

const asSystem = (orgId: Id) => systemContext(orgId, 'live-chat', { org: ['deleteConversations'] });
