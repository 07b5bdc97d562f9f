import type { LinkTab } from '@/components/ui/link-tabs';
import { canInOrg, type OrgRight, type ProfileRights } from '@/lib/people/rights';

const TABS: readonly (LinkTab & { right: OrgRight })[] = [
  { label: 'Brands', href: '/setup/chat', right: 'manageChat' },
  { label: 'Snippet', href: '/setup/chat/snippet', right: 'manageChat' },
  { label: 'Departments', href: '/setup/chat/departments', right: 'manageChat' },
  { label: 'Canned responses', href: '/setup/chat/canned-responses', right: 'manageChat' },
  { label: 'Custom fields', href: '/setup/chat/custom-fields', right: 'manageChat' },
  { label: 'Blocked', href: '/setup/chat/blocked', right: 'manageChat' },
  { label: 'Settings', href: '/setup/chat/settings', right: 'manageChat' },
  { label: 'Retention', href: '/setup/chat/retention', right: 'manageChat' },
  { label: 'Conversations', href: '/setup/chat/conversations', right: 'deleteConversations' },
  { label: 'Recycle bin', href: '/setup/chat/recycle-bin', right: 'deleteConversations' },
];

/** The pages these rights lead to; each page decides anew. */
export const tabsFor = (rights: ProfileRights): LinkTab[] =>
  TABS.filter(({ right }) => canInOrg(rights, right)).map(({ label, href }) => ({ label, href }));
