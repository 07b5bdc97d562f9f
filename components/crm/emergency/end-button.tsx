'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmAct } from '@/components/ui/confirm-act';
import type { Id } from '@/lib/platform/ids';
import { end } from './actions';

/** Ends it at once. @param onEnded what follows; without it the page is rendered anew */
export function EndButton({ id, onEnded }: { id: Id; onEnded?: () => void }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>End now…</Button>
      {asking ? (
        <ConfirmAct
          act={end}
          input={{ id }}
          title="End it now?"
          description="Nothing is shown by it any more, in no window. It waits for its review then."
          confirmLabel="End now"
          tone="danger"
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            toast.success('Ended');
            if (onEnded) onEnded();
            else router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
