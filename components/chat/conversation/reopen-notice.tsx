'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import type { Problem } from '@/components/chat/answers';
import { queuePath } from '@/components/chat/paths';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';

export interface ReopenNoticeProps {
  problem: Problem;
  /** The page was asked for again: ask for its content. */
  onOpened: () => void;
}

/** In place of what may not be read (any more): to open it again is an event, so the operator decides. */
export function ReopenNotice({ problem, onOpened }: ReopenNoticeProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const asked = useRef(false);
  const opened = useRef(onOpened);
  opened.current = onOpened;
  useEffect(() => {
    if (!asked.current || pending) return;
    asked.current = false;
    opened.current();
  }, [pending]);
  function open() {
    asked.current = true;
    startTransition(() => router.refresh());
  }
  if (problem.kind === 'lost') {
    return <ErrorState title="The conversation could not be loaded" text={problem.message} onRetry={onOpened} />;
  }
  const isClosedToMe = problem.reason === 'CONVERSATION_NOT_OPENED';
  return (
    <div role="alert" className="flex h-full flex-col justify-center">
      <EmptyState
        icon={<Lock />}
        title={isClosedToMe ? 'This conversation is closed to you' : 'This conversation cannot be shown'}
        text={
          isClosedToMe
            ? 'It went to another operator, or you signed in anew. Opening it again is recorded in the audit log.'
            : problem.message
        }
        action={
          <>
            {isClosedToMe ? (
              <Button variant="primary" pending={pending} onClick={open}>
                Open again
              </Button>
            ) : null}
            <Link href={queuePath('mine')} prefetch={false} className={buttonClass('secondary')}>
              Back to the list
            </Link>
          </>
        }
      />
    </div>
  );
}
