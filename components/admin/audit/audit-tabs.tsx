import { LinkTabs } from '@/components/ui/link-tabs';

const TABS = [
  { label: 'All', href: '/audit' },
  { label: 'Live chat', href: '/chat/audit' },
];

/** From one audit log to the other: a compliance officer has no setup menu that would lead there. */
export function AuditTabs() {
  return <LinkTabs label="Audit logs" tabs={TABS} />;
}
