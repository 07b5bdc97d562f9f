'use client';

import { useRouter } from 'next/navigation';
import { Card } from '@/components/ui/card';
import type { WaysToProve } from '@/lib/people/factors/queries';
import { GiveFactor } from './give-factor';

export interface AskOnceMoreProps {
  ways: WaysToProve;
  /** Where one came from. */
  back: { label: string; href: string };
}

/** In place of a page that lets much out: asks who one is once more, and then shows it. */
export function AskOnceMore({ ways, back }: AskOnceMoreProps) {
  const router = useRouter();
  return (
    <Card title="Is it you?" description="This page asks you to show once more who you are. It is shown afterwards.">
      <div className="flex max-w-md flex-col gap-4">
        <GiveFactor ways={ways} onGiven={() => router.refresh()} />
        <a href={back.href} className="text-accent-text hover:underline">
          {back.label}
        </a>
      </div>
    </Card>
  );
}
