'use client';

import { ErrorState } from '@/components/ui/error-state';

/** The digest finds the error in the server's log; the message itself stays on the server. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <h1 className="sr-only">Something went wrong</h1>
      <ErrorState requestId={digestOf(error)} onRetry={retry} />
    </main>
  );
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
}
