'use client';

import { type ReactNode, useState } from 'react';
import { ProductMark } from '@/components/shell/product-mark';
import { cn } from '@/components/ui/cn';
import type { OpenedAnswer, SignedAnswer } from '@/lib/ways-in/http/open-signing';
import type { Held } from './held';
import { OpenForm } from './open-form';
import { SignSheet } from './sign-sheet';
import { SignedSheet } from './signed-sheet';

/** For the other side of an agreement, who has no account: read it, sign it, keep it. */
export function SignScreen({ signingId }: { signingId: string }) {
  const [held, setHeld] = useState<Held | null>(null);
  const [opened, setOpened] = useState<OpenedAnswer | null>(null);
  const [signed, setSigned] = useState<SignedAnswer | null>(null);
  if (signed) {
    return (
      <Frame wide>
        <SignedSheet signed={signed} />
      </Frame>
    );
  }
  if (opened && held) {
    return (
      <Frame wide>
        <SignSheet opened={opened} held={held} onSigned={setSigned} />
      </Frame>
    );
  }
  return (
    <Frame>
      <OpenForm
        signingId={signingId}
        onOpened={(by, answer) => {
          setHeld(by);
          setOpened(answer);
        }}
      />
    </Frame>
  );
}

function Frame({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-4 py-10">
      <div className={cn('w-full', wide ? 'max-w-3xl' : 'max-w-sm')}>
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <ProductMark className="size-9" />
          <span className="font-semibold text-fg text-xl tracking-tight">Careledger</span>
        </div>
        <div className="rounded-md border border-line bg-surface p-6">{children}</div>
        <p className="mt-6 text-center text-subtle text-xs">Every opening, every try and the signing are recorded.</p>
      </div>
    </main>
  );
}
