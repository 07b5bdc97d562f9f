'use client';

import { CircleAlert, CircleCheck, Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';

export interface SaveStatusProps {
  status: 'saved' | 'saving' | 'failed';
  canUndo: boolean;
  onUndo: () => void;
  onRetry: () => void;
}

/** Says that changes save themselves, and whether they have. */
export function SaveStatus({ status, canUndo, onUndo, onRetry }: SaveStatusProps) {
  return (
    <>
      <p role="status" className="flex min-w-16 items-center gap-1.5 text-muted text-xs">
        {status === 'saved' ? (
          <>
            <CircleCheck aria-hidden="true" className="size-4 text-success-text" />
            Saved
          </>
        ) : null}
        {status === 'saving' ? (
          <>
            <Spinner />
            Saving…
          </>
        ) : null}
        {status === 'failed' ? (
          <>
            <CircleAlert aria-hidden="true" className="size-4 text-danger-text" />
            Not saved
          </>
        ) : null}
      </p>
      {status === 'failed' ? <Button onClick={onRetry}>Try again</Button> : null}
      <Button disabled={!canUndo} onClick={onUndo} aria-keyshortcuts="Control+Z Meta+Z">
        <Undo2 aria-hidden="true" />
        Undo
      </Button>
    </>
  );
}
