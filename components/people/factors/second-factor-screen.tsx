'use client';

import { useState } from 'react';
import { Card } from '@/components/ui/card';
import type { WaysToProve } from '@/lib/people/factors/queries';
import { AddFactor } from './add-factor';
import { GiveFactor } from './give-factor';
import { StepUpDialog } from './step-up-dialog';

export interface SecondFactorScreenProps {
  /** Null: there is none yet, and one is to be set up first. */
  ways: WaysToProve | null;
  /** A page of ours, for afterwards. */
  goOnTo: string;
}

/** What stands between the password and the app. */
export function SecondFactorScreen({ ways: atFirst, goOnTo }: SecondFactorScreenProps) {
  // With the answer of an act the page comes anew: what is asked for stays until one goes on.
  const [ways] = useState(atFirst);
  const goOn = () => window.location.assign(goOnTo);
  if (ways)
    return (
      <Card title="Second factor" description="Your password was right. Show that it is you.">
        <GiveFactor ways={ways} onGiven={goOn} />
      </Card>
    );
  return (
    <Card
      title="Set up a second factor"
      description="Your organisation asks for more than a password. A passkey is the safest and the quickest: your fingerprint, face or PIN."
    >
      <AddFactor onDone={goOn} />
      <StepUpDialog />
    </Card>
  );
}
