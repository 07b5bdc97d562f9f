'use client';

import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { useAction } from '@/components/ui/use-action';
import type { BrandSettings } from '@/lib/chat/setup/brand-schema';
import type { Brand } from '@/lib/chat/setup/brands';
import { changeBrand } from '../actions';

export interface BrandDraft {
  name: string;
  settings: BrandSettings;
}

/** A brand being edited: saved whole, and not lost by leaving the page without a word. */
export function useBrandDraft({ id, name, settings }: Brand) {
  const [draft, setDraft] = useState<BrandDraft>({ name, settings });
  const [saved, setSaved] = useState(draft);
  const act = useAction(changeBrand, { onSuccess: () => toast.success('Brand saved') });
  const unsaved = draft !== saved;

  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);

  return {
    draft,
    unsaved,
    act,
    errors: act.result.serverError?.fields ?? {},
    setName: (given: string) => setDraft((before) => ({ ...before, name: given })),
    change: (changes: Partial<BrandSettings>) =>
      setDraft((before) => ({ ...before, settings: { ...before.settings, ...changes } })),
    async save() {
      const { origins } = draft.settings;
      const sent = { ...draft.settings, origins: origins.map((line) => line.trim()).filter((line) => line !== '') };
      const answer = await act.executeAsync({ id, name: draft.name, settings: sent }).catch(() => undefined);
      if (answer?.serverError || !answer) return;
      setSaved(draft);
    },
  };
}
