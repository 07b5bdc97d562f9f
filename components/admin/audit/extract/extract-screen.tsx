'use client';

import { useState } from 'react';
import { LinkFrame } from '@/components/one-time-link/link-frame';
import type { ExtractAnswer } from '@/lib/ways-in/http/open-extract';
import { ExtractForm } from './extract-form';
import { ExtractSheet } from './extract-sheet';

/** An extract, opened once: what it holds lives on this page alone, and is gone with it. */
export function ExtractScreen({ extractId }: { extractId: string }) {
  const [opened, setOpened] = useState<ExtractAnswer | null>(null);
  if (opened) return <ExtractSheet extract={opened} />;
  return (
    <LinkFrame note="Every opening, and every try, is recorded.">
      <h1 className="font-semibold text-fg text-lg">An extract for you</h1>
      <p className="mt-1 mb-4 text-muted text-sm">
        It tells who did what with one conversation or one record, and nothing of what stands in it. It can be opened
        once: print or download it then.
      </p>
      <ExtractForm extractId={extractId} onOpened={setOpened} />
    </LinkFrame>
  );
}
