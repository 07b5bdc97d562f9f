'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Progress } from '@/components/ui/progress';
import type { Thread } from './thread';
import type { Pending } from './thread-state';

/** What was written here and is not yet known to be kept. */
export function PendingItem({ pending, thread }: { pending: Pending; thread: Thread }) {
  const { clientId, text, note, file, state, percent, problem } = pending;
  return (
    <li className="mt-3 flex max-w-[85%] flex-col items-end gap-1 self-end">
      <div
        className={cn(
          'min-w-0 max-w-full rounded-md border px-3 py-2 text-fg text-sm',
          note ? 'border-warning-line border-dashed bg-warning-soft' : 'border-accent-line bg-accent-soft',
        )}
      >
        {file && state === 'sending' ? (
          <Progress
            label={file.name}
            value={percent}
            onCancel={() => thread.cancel(clientId)}
            className="w-64 max-w-full"
          />
        ) : (
          <p className="whitespace-pre-wrap break-words">{file ? file.name : text}</p>
        )}
      </div>
      {state === 'failed' ? (
        <div role="alert" className="flex flex-wrap items-center justify-end gap-1.5 text-danger-text text-xs">
          <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
          <span>Not sent. {problem?.message}</span>
          <Button size="sm" onClick={() => void thread.retry(clientId)}>
            Retry
          </Button>
          <Button variant="ghost" size="sm" onClick={() => thread.cancel(clientId)}>
            Discard
          </Button>
        </div>
      ) : (
        <p className="text-subtle text-xs">{state === 'sending' ? 'Sending…' : 'Sent'}</p>
      )}
    </li>
  );
}
