'use client';

import { KeyRound, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { AddedFactor } from '@/lib/people/factors/add';
import { AddAppDialog } from './add-app-dialog';
import { AddPasskeyDialog } from './add-passkey-dialog';
import { RecoveryCodesDialog } from './recovery-codes-dialog';

/** The two ways to add a second factor; with the first one, recovery codes are shown before it goes on. */
export function AddFactor({ onDone }: { onDone: () => void }) {
  const [adding, setAdding] = useState<'passkey' | 'app' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  function added({ recoveryCodes }: AddedFactor) {
    setAdding(null);
    if (recoveryCodes) setCodes(recoveryCodes);
    else onDone();
  }
  function keep() {
    setCodes(null);
    onDone();
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => setAdding('passkey')}>
          <KeyRound aria-hidden="true" />
          Add a passkey
        </Button>
        <Button onClick={() => setAdding('app')}>
          <Smartphone aria-hidden="true" />
          Add an authenticator app
        </Button>
      </div>
      {adding === 'passkey' ? <AddPasskeyDialog onClose={() => setAdding(null)} onAdded={added} /> : null}
      {adding === 'app' ? <AddAppDialog onClose={() => setAdding(null)} onAdded={added} /> : null}
      {codes ? <RecoveryCodesDialog codes={codes} onClose={keep} /> : null}
    </>
  );
}
