import type { Metadata } from 'next';
import { ChatSetupHeader } from '@/components/chat-setup/header';
import { SettingsForm } from '@/components/chat-setup/settings/settings-form';
import { getChatSettings } from '@/lib/chat/setup/settings';
import { page } from '@/lib/http/page';

export const metadata: Metadata = { title: 'Chat settings' };

export default function ChatSettingsPage() {
  return page(async (ctx) => {
    const settings = await getChatSettings(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <SettingsForm settings={settings} />
      </>
    );
  });
}
