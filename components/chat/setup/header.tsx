import type { ReactNode } from 'react';
import { LinkTabs } from '@/components/ui/link-tabs';
import { PageHeader } from '@/components/ui/page-header';
import type { ProfileRights } from '@/lib/people/rights';
import { tabsFor } from './tabs';

/** The head of every page of `/setup/chat` but a brand's own. */
export function ChatSetupHeader({ rights, actions }: { rights: ProfileRights; actions?: ReactNode }) {
  return (
    <>
      <PageHeader
        title="Live chat"
        description="The widget on your websites, who answers, and how long conversations are kept. Whoever configures chat reads no conversation."
        actions={actions}
      />
      <LinkTabs label="Live chat" tabs={tabsFor(rights)} />
    </>
  );
}
