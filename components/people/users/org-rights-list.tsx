'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { ORG_RIGHTS, type OrgRight } from '@/lib/people/rights';
import { ORG_RIGHT_WORDS } from './right-words';

export interface OrgRightsListProps {
  granted: readonly OrgRight[];
  /** Null only shows them. */
  onChange: ((granted: OrgRight[]) => void) | null;
}

export function OrgRightsList({ granted, onChange }: OrgRightsListProps) {
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
      {ORG_RIGHTS.map((right) => (
        <Checkbox
          key={right}
          {...ORG_RIGHT_WORDS[right]}
          checked={granted.includes(right)}
          disabled={onChange === null}
          onCheckedChange={(checked) => onChange?.(toggled(granted, right, checked))}
        />
      ))}
    </div>
  );
}

/** In the order of `ORG_RIGHTS`, so that the same choice is the same list. */
function toggled(granted: readonly OrgRight[], right: OrgRight, checked: boolean): OrgRight[] {
  return ORG_RIGHTS.filter((other) => (other === right ? checked : granted.includes(other)));
}
