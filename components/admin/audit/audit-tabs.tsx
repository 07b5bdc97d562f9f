import { LinkTabs } from '@/components/ui/link-tabs';

const TABS = [
  { label: 'All', href: '/audit' },
  { label: 'Live chat', href: '/chat/audit' },
  { label: 'What I opened', href: '/audit/opened' },
];

const REVIEW = { label: 'Review', href: '/audit/review' };

/** From one view of the audit log to the other: who has no setup menu has no other way there. */
export function AuditTabs({ mayReview = false }: { mayReview?: boolean }) {
  return <LinkTabs label="Audit logs" tabs={mayReview ? [...TABS, REVIEW] : TABS} />;
}
