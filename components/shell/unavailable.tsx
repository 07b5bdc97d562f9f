import { useEffect } from 'react';
import { ErrorState } from '@/components/ui/error-state';

const TRY_AGAIN_MS = 5_000;

/** In a page's place while the database is away: says so, and tries again by itself until it is back. */
export function Unavailable({ onRetry }: { onRetry: () => void }) {
  useEffect(() => {
    const timer = setInterval(onRetry, TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <ErrorState
      title="The database cannot be reached"
      text="What was saved is safe. This page tries again by itself every few seconds."
      onRetry={onRetry}
    />
  );
}
