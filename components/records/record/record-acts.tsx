'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { RecordActs } from '../acts';

const Acts = createContext<RecordActs | null>(null);

/** Hands the record page's server actions to what is inside. */
export function RecordActsProvider({ acts, children }: { acts: RecordActs; children: ReactNode }) {
  return <Acts value={acts}>{children}</Acts>;
}

export function useRecordActs(): RecordActs {
  const acts = useContext(Acts);
  if (!acts) throw new Error('useRecordActs needs a RecordActsProvider around it.');
  return acts;
}
