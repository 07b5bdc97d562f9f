'use client';

import { ArrowLeft } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { DetailField } from './detail-field';
import { Fact } from './fact';
import { Group } from './group';
import { LinkedRecord } from './linked-record';
import { OperatorsInIt } from './operators-in-it';
import { PastConversations } from './past-conversations';
import { useRevealedDetails } from './use-revealed-details';
import { VisitFacts } from './visit-facts';

export interface VisitorPaneProps {
  view: ConversationView;
  onChanged: () => void;
  /** Back to the conversation, where there is no room for both. */
  onClose: () => void;
  className?: string;
}

export function VisitorPane({ view, onChanged, onClose, className }: VisitorPaneProps) {
  const { rating } = view;
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
        <VisitFacts view={view} details={details} />
        {custom.length > 0 ? (
          <Group title="From the website" hint="Set by the site's script. Read-only, and changes are not recorded.">
            {custom.map(([name, value]) => (
              <Fact key={name} term={name}>
                {value}
              </Fact>
            ))}
          </Group>
        ) : null}
        <PastConversations past={view.past} />
      </div>
    </aside>
  );
}
