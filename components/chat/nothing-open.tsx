import { MessagesSquare } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Kbd } from '@/components/ui/kbd';

/** Beside the lists while no conversation is chosen. */
export function NothingOpen() {
  return (
    <div className="flex h-full flex-col items-center justify-center">
      <EmptyState
        icon={<MessagesSquare />}
        title="Choose a conversation"
        text="What a visitor says is health information: opening a conversation is recorded in the audit log."
      />
      <dl className="grid grid-cols-[auto_auto] items-center gap-x-3 gap-y-1.5 text-muted text-xs">
        <dt className="flex justify-end gap-1">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
        </dt>
        <dd>Next, previous in the list</dd>
        <dt className="flex justify-end gap-1">
          <Kbd>Enter</Kbd>
        </dt>
        <dd>Open</dd>
        <dt className="flex justify-end gap-1">
          <Kbd>Alt</Kbd>
          <Kbd>↓</Kbd>
        </dt>
        <dd>Switch, from anywhere</dd>
        <dt className="flex justify-end gap-1">
          <Kbd>/</Kbd>
        </dt>
        <dd>Canned responses, in the composer</dd>
      </dl>
    </div>
  );
}
