'use client';

import { isRefusal, post } from '@/components/one-time-link/post';
import { SecretForm } from '@/components/one-time-link/secret-form';
import type { ExtractAnswer } from '@/lib/ways-in/http/open-extract';

export interface ExtractFormProps {
  extractId: string;
  onOpened: (extract: ExtractAnswer) => void;
}

/** Asks for the secret, and opens the extract. */
export function ExtractForm({ extractId, onOpened }: ExtractFormProps) {
  return (
    <SecretForm
      label="Open the extract"
      open={async (given) => {
        const answer = await post<ExtractAnswer>('/api/extracts', { extractId, ...given });
        if (isRefusal(answer)) return answer.message;
        // The link is used up: it need not stay in the history.
        window.history.replaceState(null, '', window.location.pathname);
        onOpened(answer);
        return null;
      }}
    />
  );
}
