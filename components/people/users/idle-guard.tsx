'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { leave, stay } from './account-actions';
import { leaveFor } from './leave-for';
import { useDeadline } from './use-deadline';

const WARN_MS = 120_000;

export interface IdleGuardProps {
  idleMs: number;
  /** Until the session's longest time is over, counted from the page's loading. */
  expiresInMs: number;
}

/** Warns two minutes before the session ends, and leaves when it does. The server decides by its own clock. */
export function IdleGuard({ idleMs, expiresInMs }: IdleGuardProps) {
  const ping = useAction(stay, {
    // The server knows why the session is over, and says so where it sends the page.
    onError: ({ error }) => error.serverError?.code === 'unauthenticated' && window.location.reload(),
  });
  const { remainingMs, extendable, extend } = useDeadline(idleMs, expiresInMs, () => ping.execute({}));
  const reason = extendable ? 'idle' : 'expired';
  const end = useAction(leave, { onSettled: () => leaveFor(reason) });
  const [dismissed, setDismissed] = useState(false);

  const over = remainingMs <= 0;
  const { execute } = end;
  useEffect(() => {
    if (over) execute({ reason });
  }, [over, reason, execute]);

  const open = remainingMs <= WARN_MS && (extendable || !dismissed);
  const goOn = () => (extendable ? extend() : setDismissed(true));
  return (
    <Dialog open={open} onOpenChange={goOn}>
      <DialogContent
        size="sm"
        title={extendable ? 'Are you still there?' : 'Your session ends soon'}
        description={
          extendable
            ? 'To protect health information you are signed out when nothing happens for a while.'
            : 'It has reached its longest time. Save what you are working on and sign in again.'
        }
      >
        <DialogBody>
          <p>
            You will be signed out in{' '}
            <span role="timer" className="font-medium tabular-nums">
              {timeLeft(remainingMs)}
            </span>
            .
          </p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => execute({ reason })} pending={end.isPending}>
            Sign out now
          </Button>
          <Button variant="primary" onClick={goOn}>
            {extendable ? 'Stay signed in' : 'Go on'}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
