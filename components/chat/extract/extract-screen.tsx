'use client';

import { useState } from 'react';
import { ProductMark } from '@/components/shell/product-mark';
import type { ExtractAnswer } from '@/lib/ways-in/http/open-extract';
import { ExtractForm } from './extract-form';
import { ExtractSheet } from './extract-sheet';

/** An extract, opened once: what it holds lives on this page alone, and is gone with it. */
export function ExtractScreen({ extractId }: { extractId: string }) {
  const [opened, setOpened] = useState<ExtractAnswer | null>(null);
  if (opened) return <ExtractSheet extract={opened} />;
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <ProductMark className="size-9" />
          <span className="font-semibold text-fg text-xl tracking-tight">Careledger</span>
        </div>
        <div className="rounded-md border border-line bg-surface p-6">
          <h1 className="font-semibold text-fg text-lg">An extract for you</h1>
          <p className="mt-1 mb-4 text-muted text-sm">
            It tells who did what with one conversation, and nothing that was said in it. It can be opened once: print
            or download it then.
          </p>
          <ExtractForm extractId={extractId} onOpened={setOpened} />
        </div>
        <p className="mt-6 text-center text-subtle text-xs">Every opening, and every try, is recorded.</p>
      </div>
    </main>
  );
}
