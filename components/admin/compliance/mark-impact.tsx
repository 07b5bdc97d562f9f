'use client';

import { useEffect } from 'react';
import { counted } from '@/components/ui/counted';
import { Skeleton } from '@/components/ui/skeleton';
import { useAction } from '@/components/ui/use-action';
import type { MarkPreview } from '@/lib/admin/settings/compliance/preview';
import type { Id } from '@/lib/platform/ids';
import { previewMark } from './actions';
import { clientLine } from './client-line';

/** What marking a field will change, said before it is saved. */
export function MarkImpact({ module, fieldId }: { module: string; fieldId: Id }) {
  const { execute, result, hasErrored } = useAction(previewMark);
  useEffect(() => execute({ module, fieldId }), [execute, module, fieldId]);
  // The server says no once more when it is saved, and then why.
  if (hasErrored) return null;
  const lines = result.data ? linesOf(result.data) : null;
  if (lines?.length === 0) return null;
  return (
    <div aria-live="polite" className="pl-6 text-fg text-xs">
      <p className="font-medium">Will change at once</p>
      {lines ? (
        <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-4">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <Skeleton className="mt-1 h-4 w-56" />
      )}
    </div>
  );
}

function linesOf({ isSorted, isName, use, inBackground }: MarkPreview): string[] {
  return [
    isSorted ? 'Lists can no longer be sorted by it, nor filtered except by its exact value.' : '',
    isName ? 'The names of the records are made of it: they will be hidden.' : '',
    use.views.length > 0
      ? `${counted(use.views.length, 'saved view')} will lose a filter or sort by it: ${use.views.join(', ')}.`
      : '',
    ...use.clients.map((client) => clientLine(client)),
    use.exports > 0 ? `${counted(use.exports, 'export')} of the last 30 days held it.` : '',
    inBackground ? 'Values that are there are brought into line in the background; the mask does not wait.' : '',
  ].filter(Boolean);
}
