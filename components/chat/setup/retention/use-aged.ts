'use client';

import { useEffect, useState } from 'react';
import type { Aged } from '@/lib/chat/setup/retention';
import { previewRetention } from '../actions';

const PAUSE_MS = 400;

/** What so many days would remove, asked when one stops typing; null while it is not known. */
export function useAged(days: number): { aged: Aged | null; look: () => Promise<Aged | null> } {
  const [found, setFound] = useState<{ days: number; aged: Aged } | null>(null);

  useEffect(() => {
    if (!(days > 0)) return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const aged = await ask(days);
      if (aged && !isLate) setFound({ days, aged });
    }, PAUSE_MS);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [days]);

  return { aged: found?.days === days ? found.aged : null, look: () => ask(days) };
}

/** Null without an answer: the server asks for the confirmation itself. */
async function ask(retentionDays: number): Promise<Aged | null> {
  const answer = await previewRetention({ retentionDays }).catch(() => undefined);
  return answer?.data ?? null;
}
