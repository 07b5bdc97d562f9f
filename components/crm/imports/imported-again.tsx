import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Time } from '@/components/ui/time';
import { type ImportedBefore, makesAgain, recordsMade } from '@/lib/crm/imports/same-file';
import type { WhatOfDuplicates } from './duplicate-keys';

export interface ImportedAgainProps {
  /** An import of the very same file; null where there is none to tell of. */
  before: ImportedBefore | null;
  action: WhatOfDuplicates['action'];
  /** It was said that its records are to be made a second time. */
  again: boolean;
  onAgain: (again: boolean) => void;
}

/** That the very same file was imported before, told before it is imported again; asked where that makes everything twice. */
export function ImportedAgain({ before, action, again, onAgain }: ImportedAgainProps) {
  if (!before) return null;
  const isTwice = action !== null && makesAgain({ action });
  return (
    <Callout tone="warning" title="This very file was imported before">
      <p>
        It was imported on <Time value={before.at} />: {recordsMade(before)}.
        {isTwice ? ' Importing it again makes them a second time.' : null}
      </p>
      {isTwice ? (
        <Checkbox className="mt-2" label="Import it again all the same" checked={again} onCheckedChange={onAgain} />
      ) : null}
    </Callout>
  );
}
