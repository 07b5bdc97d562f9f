'use client';

import { useState } from 'react';
import { isRefusal, post, type Refusal } from '@/components/one-time-link/post';

export interface Posting<Answer extends object> {
  pending: boolean;
  refusal: Refusal | null;
  /** Gives the answer, or null when it was refused. */
  send(body: object): Promise<Answer | null>;
}

/** Posts what somebody gives who is not signed in, once at a time. */
export function usePost<Answer extends object>(path: string): Posting<Answer> {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  return {
    pending,
    refusal,
    async send(body) {
      if (pending) return null;
      setPending(true);
      const answer = await post<Answer>(path, body);
      setPending(false);
      setRefusal(isRefusal(answer) ? answer : null);
      return isRefusal(answer) ? null : answer;
    },
  };
}
