'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';

const ASK_EVERY_MS = 60_000;

/** Unread notices: what the layout knew, then what the server says, each minute and with each page. */
export function useUnread(atFirst: number): number {
  const path = usePathname();
  const [known, setKnown] = useState({ atFirst, unread: atFirst });
  // The layout was rendered anew: it knows better.
  if (known.atFirst !== atFirst) setKnown({ atFirst, unread: atFirst });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a reason to ask
  useEffect(() => {
    const ending = new AbortController();
    async function ask() {
      if (document.hidden) return;
      try {
        const answer = await fetch('/api/notices', { signal: ending.signal });
        if (!answer.ok) return;
        const { unread } = (await answer.json()) as { unread: number };
        setKnown((before) => ({ ...before, unread }));
      } catch {
        // Offline, or the page is left: the next answer counts.
      }
    }
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      ending.abort();
    };
  }, [path]);
  return known.unread;
}
