'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';

/** In a card's place what went wrong with it alone. */
export function FailedCard({ title, requestId, isRefused }: { title: string; requestId: string; isRefused: boolean }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  if (isRefused) return <p className="p-4 text-muted text-sm">Your profile may not see this any more.</p>;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-4">
      <p className="text-danger-text text-sm">This could not be loaded. Nothing was lost.</p>
      <p className="text-subtle text-xs">
        Reference <code className="select-all break-all font-mono">{requestId}</code>
      </p>
      <Button size="sm" pending={isPending} onClick={() => start(() => router.refresh())}>
        Load {title} again
      </Button>
    </div>
  );
}
