'use client';

import { useQueryStates } from 'nuqs';
import { useRef, useTransition } from 'react';
import { auditParams } from './audit-params';
import { NO_FILTER } from './filter-words';

/** The state of a screen of entries, which is in its address: filters, and the place in the list. */
export function useAuditAddress() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(auditParams, { history: 'push', shallow: false, startTransition });
  /** Where a page of entries begins. */
  const top = useRef<HTMLDivElement>(null);
  const change = (patch: Partial<typeof params>) => void setParams({ after: null, before: null, ...patch });
  return {
    pending,
    params,
    top,
    /** Other filters begin with the newest entry. */
    change,
    clear: () => change(NO_FILTER),
    turn(place: { after: string | undefined } | { before: string | undefined }) {
      void setParams({ after: null, before: null, ...place });
      top.current?.scrollIntoView({ block: 'nearest' });
    },
  };
}
