import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ArrangeHome } from '@/components/home/arrange-home';
import { FailedCard } from '@/components/home/failed-card';
import { HomeCard } from '@/components/home/home-card';
import { AgendaLines, ChangedLines, ChatCounts, RecentLines, TaskLines } from '@/components/home/my-day';
import {
  AgreementLines,
  ApprovalLines,
  AttentionLines,
  DisclosureLines,
  NoticeLines,
  ReviewLines,
} from '@/components/home/watch';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listEnding } from '@/lib/admin/agreements/ending';
import { countDesk } from '@/lib/admin/audit/review/count-desk';
import { listAttention } from '@/lib/admin/settings/attention';
import { listMuchUsed } from '@/lib/admin/settings/compliance/much-used';
import { getFirstSteps } from '@/lib/admin/settings/first-steps';
import { listQueue } from '@/lib/chat/conversations/queues';
import { listAgenda } from '@/lib/crm/home/agenda';
import { listChangedByOthers } from '@/lib/crm/home/changed';
import { listRecent } from '@/lib/crm/home/recent';
import { listDueTasks } from '@/lib/crm/home/tasks';
import { listApprovals } from '@/lib/people/approvals/queries';
import { listNotices } from '@/lib/people/notices/queries';
import { canInOrg } from '@/lib/people/rights';
import { listHomeCards } from '@/lib/people/users/arrangements/home';
import { cardOf, cardsFor, type HomeCardKey } from '@/lib/people/users/home/cards';
import type { Context } from '@/lib/platform/context';
import { page } from '@/lib/ways-in/http/page';
import { part } from '@/lib/ways-in/http/part';

export const metadata: Metadata = { title: 'Home' };

const LOADS: Record<HomeCardKey, (ctx: Context) => Promise<ReactNode>> = {
  attention: async (ctx) => <AttentionLines found={await listAttention(ctx)} />,
  review: async (ctx) => <ReviewLines counts={await countDesk(ctx)} />,
  tasks: async (ctx) => <TaskLines tasks={await listDueTasks(ctx)} />,
  agenda: async (ctx) => <AgendaLines appointments={await listAgenda(ctx)} />,
  chats: async (ctx) => <ChatCounts counts={(await listQueue(ctx, 'waiting')).counts} />,
  approvals: async (ctx) => <ApprovalLines waiting={(await listApprovals(ctx)).waiting} />,
  changed: async (ctx) => <ChangedLines records={await listChangedByOthers(ctx)} />,
  recent: async (ctx) => <RecentLines records={await listRecent(ctx)} />,
  notices: async (ctx) => <NoticeLines notices={(await listNotices(ctx)).notices} />,
  agreements: async (ctx) => <AgreementLines agreements={await listEnding(ctx)} />,
  disclosures: async (ctx) => <DisclosureLines used={await listMuchUsed(ctx)} />,
};

/** Home: what waits for whoever is here. For the administrator of a new organisation, its first steps. */
export default function HomePage() {
  return page(async (ctx) => {
    if (canInOrg(ctx.rights, 'manageCompliance') && !(await getFirstSteps(ctx)).records) redirect('/first-steps');
    const cards = await listHomeCards(ctx);
    const shown = cards.filter((card) => card.shown).map(({ thing }) => thing);
    return (
      <>
        <PageHeader
          title="Home"
          actions={
            <ArrangeHome
              cards={cards.map(({ thing, shown }) => ({ key: thing, label: cardOf(thing).title, shown }))}
              usual={cardsFor(ctx.rights)}
            />
          }
        />
        {shown.length === 0 ? (
          <EmptyState title="Every card is left out" text="Arrange your home to have them back." />
        ) : null}
        <div className="grid items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
          {shown.map((card) => (
            <HomeCard key={card} card={card}>
              <Loaded ctx={ctx} card={card} />
            </HomeCard>
          ))}
        </div>
      </>
    );
  });
}

/** Each card asks for itself: one that is slow or fails holds no other. */
async function Loaded({ ctx, card }: { ctx: Context; card: HomeCardKey }) {
  const shown = await part(ctx, LOADS[card]);
  if (shown.ok) return shown.value;
  return <FailedCard title={cardOf(card).title} requestId={ctx.requestId} isRefused={shown.isRefused} />;
}
