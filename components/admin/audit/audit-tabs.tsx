import { LinkTabs } from '@/components/ui/link-tabs';

const TABS = [
  { label: 'All', href: '/audit' },
  { label: 'Live chat', href: '/chat/audit' },
];

const REVIEW = { label: 'Review', href: '/audit/review' };

/** From one audit log to the other: a compliance officer has no setup menu that would lead there. */
export function AuditTabs({ mayReview = false }: { mayReview?: boolean }) {
  return <LinkTabs label="Audit logs" tabs={mayReview ? [...TABS, REVIEW] : TABS} />;
}
