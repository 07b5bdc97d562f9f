'use client';

import { Unavailable } from '@/components/shell/unavailable';
import { ErrorState } from '@/components/ui/error-state';
import { UNAVAILABLE_DIGEST } from '@/lib/platform/errors';

/** The digest finds the error in the server's log; the message itself stays on the server. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  const isAway = digest === UNAVAILABLE_DIGEST;
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <h1 className="sr-only">{isAway ? 'The database cannot be reached' : 'Something went wrong'}</h1>
      {isAway ? <Unavailable onRetry={retry} /> : <ErrorState requestId={digest} onRetry={retry} />}
    </main>
  );
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
}
