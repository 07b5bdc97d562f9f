'use client';

import { type ComponentProps, useEffect } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useAction } from '@/components/ui/use-action';
import type { Terms } from '@/lib/protection/ledger/retention/kinds';
import { previewExpiry } from './actions';
import { MonthsTable } from './months-table';

interface ShortenDialogProps {
  terms: Terms;
  /** Empty where nothing has to be typed. */
  confirmText: string;
  save: ComponentProps<typeof ActionError>['of'] & { isPending: boolean };
  onClose: () => void;
  onConfirm: () => void;
}

/** Says what shorter terms take before they are asked for. */
export function ShortenDialog({ terms, confirmText, save, onClose, onConfirm }: ShortenDialogProps) {
  const preview = useAction(previewExpiry);
  const { execute } = preview;
  useEffect(() => execute(terms), [execute, terms]);
  const months = preview.result.data;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title="Keep entries for a shorter time?"
      description="Once a second person has confirmed it, where there is one, and a day has gone by, older bodies go at night. Nobody can bring them back."
      confirmLabel="Ask for shorter terms"
      {...(confirmText !== '' && { confirmText })}
      pending={save.isPending}
      onConfirm={onConfirm}
    >
      <ActionError of={save} />
      <ActionError of={preview} />
      <div role="status">
        {months === undefined ? (
          <p className="text-muted text-sm">Counting what would go…</p>
        ) : months.length === 0 ? (
          <p className="text-fg text-sm">Nothing is that old yet.</p>
        ) : (
          <MonthsTable months={months} label="Entries that would expire" />
        )}
      </div>
    </ConfirmDialog>
  );
}
