'use client';

import { RotateCcw } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { counted } from '@/components/ui/counted';
import { useAction } from '@/components/ui/use-action';
import type { FieldsOfModule } from '@/lib/admin/settings/compliance/queries';
import { forgetMarks, restoreMarks } from './actions';
import { sayError } from './say-error';

export interface MarkOffersProps {
  offers: readonly FieldsOfModule[];
}

/** Offers back the marks that were taken away with their modules. Nothing comes back by itself. */
export function MarkOffers({ offers }: MarkOffersProps) {
  const restore = useAction(restoreMarks, {
    onSuccess: ({ data }) => toast.success(`Restored ${counted(data?.fields ?? 0, 'mark')}.`),
    onError: sayError,
  });
  const forget = useAction(forgetMarks, { onError: sayError });
  if (offers.length === 0) return null;
  const isPending = restore.isPending || forget.isPending;
  const all = offers.map((offer) => offer.module);
  return (
    <Callout tone="phi" title="Restore the marks you had?">
      <p className="text-muted">
        These fields were marked before. Without their marks, their values are protected only as long as the removal
        waits to be confirmed.
      </p>
      <ul className="mt-2 flex flex-col divide-y divide-phi-line border-phi-line border-t">
        {offers.map(({ module, plural, fields }) => (
          <li key={module} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
            <div className="min-w-48 flex-1">
              <span className="font-medium text-fg">{plural}</span>
              <p className="text-muted text-xs">
                {fields.length > 0 ? fields.join(', ') : 'Selected, no field marked'}
              </p>
            </div>
            <div className="flex gap-2">
              <Button
                size="sm"
                variant="ghost"
                disabled={isPending}
                aria-label={`Forget the marks of ${plural}`}
                onClick={() => forget.execute({ modules: [module] })}
              >
                Forget
              </Button>
              <Button
                size="sm"
                disabled={isPending}
                aria-label={`Restore the marks of ${plural}`}
                onClick={() => restore.execute({ modules: [module] })}
              >
                Restore
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {offers.length > 1 ? (
        <Button variant="primary" pending={restore.isPending} onClick={() => restore.execute({ modules: all })}>
          <RotateCcw aria-hidden="true" />
          Restore all
        </Button>
      ) : null}
    </Callout>
  );
}
