import type { Metadata } from 'next';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { OperatorLimits } from '@/components/chat/setup/settings/operator-limits';
import { SettingsForm } from '@/components/chat/setup/settings/settings-form';
import { listOperatorChoices } from '@/lib/chat/setup/operator-choices';
import { getChatSettings } from '@/lib/chat/setup/settings';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Chat settings' };

export default function ChatSettingsPage() {
  return page(async (ctx) => {
    const [settings, operators] = await Promise.all([getChatSettings(ctx), listOperatorChoices(ctx)]);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <div className="flex flex-col gap-4">
          <SettingsForm settings={settings} />
          <OperatorLimits operators={operators} />
        </div>
      </>
    );
  });
}
