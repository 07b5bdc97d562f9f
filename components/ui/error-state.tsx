'use client';

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { EmptyState } from './empty-state';

export interface ErrorStateProps {
  title?: ReactNode;
  text?: ReactNode;
  /** What support needs to find the cause; never a value. */
  requestId?: string;
  onRetry?: () => void;
  action?: ReactNode;
  className?: string;
}

export function ErrorState(props: ErrorStateProps) {
  const {
    title = 'Something went wrong',
    text = 'Nothing was lost. Try again.',
    requestId,
    onRetry,
    action,
    className,
  } = props;
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={<TriangleAlert className="text-danger-text" />}
        title={title}
        text={
          <>
            {text}
            {requestId ? (
              <span className="mt-2 block text-subtle text-xs">
                Reference <code className="select-all font-mono">{requestId}</code>
              </span>
            ) : null}
          </>
        }
        action={
          <>
            {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
            {action}
          </>
        }
      />
    </div>
  );
}
