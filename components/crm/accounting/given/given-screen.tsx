'use client';

import { useState } from 'react';
import { LinkFrame } from '@/components/one-time-link/link-frame';
import { isRefusal, post } from '@/components/one-time-link/post';
import { SecretForm } from '@/components/one-time-link/secret-form';
import type { AccountingAnswer } from '@/lib/ways-in/http/open-accounting';
import { GivenSheet } from './given-sheet';

/** An accounting for the person it is about, opened once: it lives on this page alone, and is gone with it. */
export function GivenScreen({ linkId }: { linkId: string }) {
  const [opened, setOpened] = useState<AccountingAnswer | null>(null);
  if (opened) return <GivenSheet given={opened} />;
  return (
    <LinkFrame note="Every opening, and every try, is recorded.">
      <h1 className="font-semibold text-fg text-lg">An accounting of disclosures for you</h1>
      <p className="mt-1 mb-4 text-muted text-sm">
        It tells to whom your health information was disclosed, when and what for. It can be opened once: print or
        download it then.
      </p>
      <SecretForm
        label="Open the accounting"
        open={async (held) => {
          const answer = await post<AccountingAnswer>('/api/accounting-links', { linkId, ...held });
          if (isRefusal(answer)) return answer.message;
          // The link is used up: it need not stay in the history.
          window.history.replaceState(null, '', window.location.pathname);
          setOpened(answer);
          return null;
        }}
      />
    </LinkFrame>
  );
}
