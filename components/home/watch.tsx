/** What those who watch over an organisation, and those whose word is asked, find on their home. */
import { StatusBadge } from '@/components/admin/agreements/status-badge';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { AgreementRow } from '@/lib/admin/agreements/queries';
import type { DeskCounts } from '@/lib/admin/audit/review/count-desk';
import type { Attention } from '@/lib/admin/settings/attention';
import type { BudgetUse } from '@/lib/admin/settings/compliance/budget-use';
import type { WaitingDto } from '@/lib/people/approvals/queries';
import type { NoticeDto } from '@/lib/people/notices/queries';
import { HomeList } from './home-list';

export function AttentionLines({ found }: { found: Attention[] }) {
  return (
    <HomeList
      label="Needs attention"
      lines={found.map(({ key, words, href }) => ({ key, href, name: words }))}
      empty="Nothing of what is looked at here: protection, jobs, mails, apps and people."
    />
  );
}

export function ReviewLines({ counts: { rules, open, overdue } }: { counts: DeskCounts }) {
  return (
    <HomeList
      label="To review"
      lines={rules.map(({ rule, title, open: waiting }) => ({
        key: rule,
        href: `/audit/review?rule=${rule}`,
        name: title,
        aside: waiting,
      }))}
      empty="Nothing waits to be reviewed."
      after={overdue > 0 ? `${overdue} of ${open} wait too long.` : null}
    />
  );
}

const MOST_APPROVALS = 6;

export function ApprovalLines({ waiting }: { waiting: WaitingDto[] }) {
  const mine = waiting.filter(({ mayConfirm }) => mayConfirm);
  return (
    <HomeList
      label="Waits for my word"
      lines={mine.slice(0, MOST_APPROVALS).map(({ id, words, askedBy, askedAt }) => ({
        key: id,
        href: '/setup/approvals',
        name: words,
        about: `Asked by ${askedBy}`,
        aside: <Time value={askedAt} format="relative" />,
      }))}
      empty="Nothing waits for your word."
      after={mine.length > MOST_APPROVALS ? `${mine.length} in all.` : null}
    />
  );
}

const MOST_NOTICES = 6;

export function NoticeLines({ notices }: { notices: NoticeDto[] }) {
  return (
    <HomeList
      label="Notices"
      lines={notices.slice(0, MOST_NOTICES).map(({ id, words, href, at, unread }) => ({
        key: id,
        href: href ?? '/notices',
        name: words,
        about: <Time value={at} />,
        aside: unread ? <Badge tone="accent">New</Badge> : null,
      }))}
      empty="No notices."
    />
  );
}

export function AgreementLines({ agreements }: { agreements: AgreementRow[] }) {
  return (
    <HomeList
      label="Agreements"
      lines={agreements.map(({ id, party, endsOn, status }) => ({
        key: id,
        href: `/setup/agreements/${id}`,
        name: party,
        about: endsOn ? (
          <>
            Last day <Time value={endsOn} format="date" />
          </>
        ) : null,
        aside: <StatusBadge status={status} />,
      }))}
      empty="None ends soon."
    />
  );
}

export function DisclosureLines({ used }: { used: BudgetUse[] }) {
  return (
    <HomeList
      label="Much disclosed"
      lines={used.map(({ userId, kind, name, hour, day, share }) => ({
        key: `${userId}.${kind}`,
        href: `/audit?user=${userId}`,
        name,
        about: `${hour} in the past hour, ${day} in the past day`,
        aside: `${Math.round(share * 100)}%`,
      }))}
      empty="Nobody else disclosed half of what they may."
    />
  );
}
