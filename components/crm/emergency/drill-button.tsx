'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { drill } from './actions';

/** Begins a drill, and leads to its page. */
export function DrillButton() {
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  return (
    <>
      <Button onClick={() => setAsking(true)}>Run a drill…</Button>
      {asking ? (
        <ConfirmAct
          act={drill}
          input={{}}
          title="Run a drill?"
          description="All goes as in an emergency, and everybody concerned is told that it is a drill. No record is opened. What was done stays as a report."
          confirmLabel="Run drill"
          tone="primary"
          onClose={() => setAsking(false)}
          onDone={({ id }) => router.push(`/emergency/${id}`)}
        />
      ) : null}
    </>
  );
}
