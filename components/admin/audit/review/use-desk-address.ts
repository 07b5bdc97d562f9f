import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useTransition } from 'react';
import { RULE_NAMES } from '@/lib/admin/audit/review/rules/all';
import { STATES } from '@/lib/admin/audit/review/states';

/** What of the desk stands in its address: names of rules and states, ids. The server checks it anew. */
const deskParams = {
  state: parseAsStringLiteral(STATES).withDefault('open'),
  rule: parseAsStringLiteral(RULE_NAMES),
  person: parseAsString,
  after: parseAsString,
};

export function useDeskAddress() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(deskParams, { history: 'push', shallow: false, startTransition });
  return {
    pending,
    params,
    change: (patch: Partial<typeof params>) => void setParams({ after: null, ...patch }),
  };
}

export type DeskParams = ReturnType<typeof useDeskAddress>['params'];
