'use client';

import { useState } from 'react';
import { LinkFrame } from '@/components/one-time-link/link-frame';
import type { OpenedAnswer, SignedAnswer } from '@/lib/ways-in/http/open-signing';
import type { Held } from './held';
import { OpenForm } from './open-form';
import { SignSheet } from './sign-sheet';
import { SignedSheet } from './signed-sheet';

const RECORDED = 'Every opening, every try and the signing are recorded.';

/** For the other side of an agreement, who has no account: read it, sign it, keep it. */
export function SignScreen({ signingId }: { signingId: string }) {
  const [held, setHeld] = useState<Held | null>(null);
  const [opened, setOpened] = useState<OpenedAnswer | null>(null);
  const [signed, setSigned] = useState<SignedAnswer | null>(null);
  if (signed) {
    return (
      <LinkFrame note={RECORDED} wide>
        <SignedSheet signed={signed} />
      </LinkFrame>
    );
  }
  if (opened && held) {
    return (
      <LinkFrame note={RECORDED} wide>
        <SignSheet opened={opened} held={held} onSigned={setSigned} />
      </LinkFrame>
    );
  }
  return (
    <LinkFrame note={RECORDED}>
      <OpenForm
        signingId={signingId}
        onOpened={(by, answer) => {
          setHeld(by);
          setOpened(answer);
        }}
      />
    </LinkFrame>
  );
}
