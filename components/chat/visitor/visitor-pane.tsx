'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { conversationPath } from '@/components/chat/paths';
import { QUEUE_LABELS, visitorName } from '@/components/chat/queue/queue-words';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { DetailField } from './detail-field';
import { Fact } from './fact';
import { LinkedRecord } from './linked-record';
import { OperatorsInIt } from './operators-in-it';
import { useRevealedDetails } from './use-revealed-details';

export interface VisitorPaneProps {
  view: ConversationView;
  onChanged: () => void;
  /** Back to the conversation, where there is no room for both. */
  onClose: () => void;
  className?: string;
}

const STATUS = { ...QUEUE_LABELS, open: 'Open' };

export function VisitorPane({ view, onChanged, onClose, className }: VisitorPaneProps) {
  const { id, rating, past, startedAt, closedAt, visitId } = view;
  const revealed = useRevealedDetails(view);
  const details = revealed.details ?? view.details;
  const custom = Object.entries(details.custom);
  return (
    <aside aria-label="Visitor" className={cn('flex min-h-0 shrink-0 flex-col bg-surface', className)}>
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-4">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Back to the conversation"
          className="xl:hidden"
          onClick={onClose}
        >
          <ArrowLeft aria-hidden="true" />
        </Button>
        <h2 className="font-semibold text-base text-fg">Visitor</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <div tabIndex={0} className="min-h-0 flex-1 divide-y divide-line overflow-y-auto focus-visible:-outline-offset-2">
        {revealed.notice}
        <Group title="Details">
          <DetailField field="name" label="Name" view={{ ...view, details }} onChanged={onChanged} />
          <DetailField field="email" label="Email" view={{ ...view, details }} onChanged={onChanged} />
          <DetailField field="phone" label="Phone" view={{ ...view, details }} onChanged={onChanged} />
          {rating ? <Fact term="Rating">{`${rating} of 5`}</Fact> : null}
          {details.ratingComment ? <Fact term="Comment">{details.ratingComment}</Fact> : null}
        </Group>
        <Group title="CRM record">
          <LinkedRecord view={view} onChanged={onChanged} />
        </Group>
        <Group title="Operators">
          <OperatorsInIt view={view} onChanged={onChanged} />
        </Group>
        <Group title="Visit">
          <Fact term="Page">{details.page}</Fact>
          {details.pageAt ? (
            <Fact term="On this page since">
              <Time value={details.pageAt} format="time" />
            </Fact>
          ) : null}
          <Fact term="Came from">{details.referrer}</Fact>
          <Fact term="Browser">{details.userAgent}</Fact>
          <Fact term="Address">{details.ip}</Fact>
          <Fact term="Widget">{view.brand}</Fact>
          <Fact term="Department">{view.department}</Fact>
          <Fact term="Started">
            <Time value={startedAt} />
          </Fact>
          {closedAt ? (
            <Fact term="Closed">
              <Time value={closedAt} />
            </Fact>
          ) : null}
          <Fact term="Conversation ID">{id}</Fact>
          <Fact term="Visit ID">{visitId}</Fact>
        </Group>
        {custom.length > 0 ? (
          <Group title="From the website" hint="Set by the site's script. Read-only, and changes are not recorded.">
            {custom.map(([name, value]) => (
              <Fact key={name} term={name}>
                {value}
              </Fact>
            ))}
          </Group>
        ) : null}
        <Group title="Past conversations">
          {past.length === 0 ? <p className="text-sm text-subtle">None before this one.</p> : null}
          <ul className="flex flex-col gap-1 empty:hidden">
            {past.map((one) => (
              <li key={one.id} className="flex items-baseline gap-2 text-sm">
                <Link
                  href={conversationPath(one.id, one.status === 'closed' ? 'closed' : 'all')}
                  prefetch={false}
                  className="text-accent-text tabular-nums hover:underline"
                >
                  {visitorName(one.id)}
                </Link>
                <Time value={one.startedAt} format="date" className="text-muted text-xs" />
                <span className="ml-auto text-subtle text-xs">{STATUS[one.status]}</span>
              </li>
            ))}
          </ul>
        </Group>
      </div>
    </aside>
  );
}

interface GroupProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

function Group({ title, hint, children }: GroupProps) {
  return (
    <section aria-label={title} className="px-4 py-3">
      <h3 className="mb-2 font-semibold text-fg text-xs">{title}</h3>
      {hint ? <p className="mb-2 text-subtle text-xs">{hint}</p> : null}
      <div className="flex flex-col gap-2">{children}</div>
    </section>
  );
}
