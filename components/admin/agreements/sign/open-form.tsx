'use client';

import { isRefusal, post } from '@/components/one-time-link/post';
import { SecretForm } from '@/components/one-time-link/secret-form';
import type { OpenedAnswer } from '@/lib/ways-in/http/open-signing';
import type { Held } from './held';

export interface OpenFormProps {
  signingId: string;
  onOpened: (held: Held, opened: OpenedAnswer) => void;
}

/** Asks for the secret, and opens the agreement. */
export function OpenForm({ signingId, onOpened }: OpenFormProps) {
  return (
    <>
      <h1 className="font-semibold text-fg text-lg">An agreement for you to sign</h1>
      <p className="mt-1 mb-4 text-muted text-sm">Read it first; you sign on the next page.</p>
      <SecretForm
        label="Open the agreement"
        open={async (given) => {
          const held = { signingId, ...given };
          const answer = await post<OpenedAnswer>('/api/agreement-signings', held);
          if (isRefusal(answer)) return answer.message;
          onOpened(held, answer);
          return null;
        }}
      />
    </>
  );
}
