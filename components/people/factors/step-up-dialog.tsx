'use client';

import { useEffect, useRef, useState } from 'react';
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog';
import { Spinner } from '@/components/ui/spinner';
import { STEP_UP_EVENT, type StepUpDetail } from '@/components/ui/with-step-up';
import type { WaysToProve } from '@/lib/people/factors/queries';
import { howToProve } from './actions';
import { GiveFactor } from './give-factor';

/** Answers every act that is refused until one has shown once more who one is; then the act is done again. */
export function StepUpDialog() {
  const waiting = useRef<StepUpDetail[]>([]);
  const [open, setOpen] = useState(false);
  const [ways, setWays] = useState<WaysToProve | null>(null);
  useEffect(() => {
    const listen = (event: Event) => {
      event.preventDefault();
      waiting.current.push((event as CustomEvent<StepUpDetail>).detail);
      setOpen(true);
      void howToProve({}).then(({ data }) => setWays(data ?? null));
    };
    window.addEventListener(STEP_UP_EVENT, listen);
    return () => window.removeEventListener(STEP_UP_EVENT, listen);
  }, []);
  function end(shown: boolean) {
    setOpen(false);
    setWays(null);
    for (const { answer } of waiting.current.splice(0)) answer(shown);
  }
  return (
    <Dialog open={open} onOpenChange={() => end(false)}>
      <DialogContent
        size="sm"
        title="Is it you?"
        description="This act asks you to show once more who you are. What you were doing goes on afterwards."
      >
        <DialogBody>{ways ? <GiveFactor ways={ways} onGiven={() => end(true)} /> : <Spinner />}</DialogBody>
      </DialogContent>
    </Dialog>
  );
}
