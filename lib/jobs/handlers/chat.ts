/** Live chat by the clock, in every org. */
import { retainConversations, settleConversations } from '../../chat/conversations/settle';
import { upgradeConversations } from '../../chat/conversations/upgrade';
import { systemContext } from '../../context';
import { everyOrgId } from '../../db/every-org';
import type { Id } from '../../ids';

/** Every minute: what was missed, what fell silent; and what an older version wrote. */
export async function settleChats(): Promise<void> {
  for (const orgId of await everyOrgId()) {
    await settleConversations(asSystem(orgId));
    await upgradeConversations(asSystem(orgId));
  }
}

/** Every night: what is too old to keep. */
export async function keepConversations(): Promise<void> {
  for (const orgId of await everyOrgId()) await retainConversations(asSystem(orgId));
}

const asSystem = (orgId: Id) => systemContext(orgId, 'live-chat', { org: ['deleteConversations'] });
