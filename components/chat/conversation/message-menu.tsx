'use client';

import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Message } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';
import { HideDialog } from './hide-dialog';

/** Beside a message: what its reader can do with it. Seen when pointed at or reached by keys, on a touch screen always. */
export function MessageMenu({ conversationId, message }: { conversationId: Id; message: Message }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Hide a part"
        title="Hide a part"
        onClick={() => setOpen(true)}
        className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
      >
        <EyeOff aria-hidden="true" />
      </Button>
      {open ? <HideDialog conversationId={conversationId} message={message} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
