import Link from 'next/link';
import { conversationPath } from '@/components/chat/paths';
import { QUEUE_LABELS, visitorName } from '@/components/chat/queue/queue-words';
import { Time } from '@/components/ui/time';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { Group } from './group';

const STATUS = { ...QUEUE_LABELS, open: 'Open' };

/** What else the same visitor came for. */
export function PastConversations({ past }: Pick<ConversationView, 'past'>) {
  return (
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
  );
}
