'use client';

import { ErrorState } from '@/components/ui/error-state';
import { typeface } from '@/components/ui/typeface';
import './globals.css';

/** Stands in for the root layout when that fails: no theme provider, so it keeps to the light theme. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={typeface}>
      <head>
        <title>Something went wrong · Careledger</title>
      </head>
      <body>
        <main className="flex min-h-dvh items-center justify-center">
          <h1 className="sr-only">Something went wrong</h1>
          <ErrorState onRetry={retry} />
        </main>
      </body>
    </html>
  );
}
