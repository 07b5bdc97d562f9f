/** Live chat by the clock, in every org. */
import { retainConversations, settleConversations } from '@/lib/chat/conversations/settle';
import { upgradeConversations } from '@/lib/chat/conversations/upgrade';
import { systemContext } from '@/lib/platform/context';
import { everyOrgId } from '@/lib/platform/db/every-org';
import type { Id } from '@/lib/platform/ids';

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
