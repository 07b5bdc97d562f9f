'use client';

import { useAction as useSafeAction } from 'next-safe-action/hooks';
import { useMemo } from 'react';
import { withStepUp } from './with-step-up';

/** As the hook of next-safe-action; an act that is refused until one has shown once more who one is asks, and is done again. */
export const useAction: typeof useSafeAction = (act, callbacks) =>
  useSafeAction(
    useMemo(() => withStepUp(act), [act]),
    callbacks,
  );
