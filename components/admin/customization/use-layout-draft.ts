'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useReducer } from 'react';
import { toast } from 'sonner';
import { useAction } from '@/components/ui/use-action';
import type { Arrangement } from '@/lib/admin/customization/layout-arrangement';
import type { Id } from '@/lib/platform/ids';
import { saveLayout } from './actions';
import type { Draft } from './arrange';
import { isUnsaved, reduceDraft, sectionIdOf, startState, toSave } from './draft-state';

interface Source {
  module: string;
  layoutId: Id;
  arrangement: Arrangement;
}

/** Saves a layout as it is changed. */
export function useLayoutDraft({ module, layoutId, arrangement }: Source) {
  const router = useRouter();
  const [state, dispatch] = useReducer(reduceDraft, arrangement, startState);
  const { executeAsync } = useAction(saveLayout);
  const unsaved = isUnsaved(state);

  useEffect(() => dispatch({ type: 'arrived', arrangement }), [arrangement]);

  async function send() {
    dispatch({ type: 'send' });
    try {
      const { data, serverError } = await executeAsync({ module, layoutId, ...toSave(state) });
      if (data) return dispatch({ type: 'saved', arrangement: data });
      if (!serverError || ['internal', 'unavailable'].includes(serverError.code)) return dispatch({ type: 'lost' });
      dispatch({ type: 'refused' });
      toast.error(serverError.message);
      if (serverError.code === 'conflict') router.refresh();
    } catch {
      dispatch({ type: 'lost' });
    }
  }

  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);

  useEffect(() => {
    if (unsaved && !state.sent && !state.failed) void send();
  });

  return {
    draft: state.draft,
    status: state.failed ? ('failed' as const) : unsaved ? ('saving' as const) : ('saved' as const),
    canUndo: state.past.length > 0,
    change: (draft: Draft) => dispatch({ type: 'change', draft }),
    undo: () => dispatch({ type: 'undo' }),
    retry: () => void send(),
    sectionId: (key: string) => sectionIdOf(state, key),
  };
}
