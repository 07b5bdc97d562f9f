'use client';

import { FileText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ExtractDialog } from './extract-dialog';
import type { useChosen } from './use-chosen';

export interface ExtractBarProps {
  chosen: ReturnType<typeof useChosen>;
}

/** Over the entries: how many are chosen, and what can be made of them. */
export function ExtractBar({ chosen }: ExtractBarProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { ids, conversationId, isMixed, clear } = chosen;
  function close(made: boolean) {
    setOpen(false);
    if (!made) return;
    clear();
    // Only now: while link and secret are shown, nothing may take them from the screen.
    router.refresh();
  }
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-3 border-line border-b px-4 py-2 text-sm">
      <span role="status" className="text-muted">
        {wordsFor(ids.size, isMixed)}
      </span>
      <Button size="sm" disabled={conversationId === null} onClick={() => setOpen(true)}>
        <FileText aria-hidden="true" />
        Make an extract
      </Button>
      {open && conversationId ? (
        <ExtractDialog conversationId={conversationId} entryIds={[...ids]} onClose={close} />
      ) : null}
    </div>
  );
}

function wordsFor(count: number, isMixed: boolean): string {
  if (count === 0) return 'Choose entries of one conversation to make an extract.';
  if (isMixed) return `${count} chosen, of more than one conversation: an extract is of one.`;
  return `${count} chosen`;
}
