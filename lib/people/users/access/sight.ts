/** Whose records one sees and changes in a module, in words. Pure; `lib/crm/modules/visibility.ts` decides. */
import type { Sharing } from '@/lib/platform/db/schema/modules';

export interface Place {
  role: string;
  /** Of the topmost role. */
  top: boolean;
  /** How many people have a role below. */
  below: number;
}

/** What a sharing rule adds, in words: "records owned by 3 people", "records where Status is Open". */
export interface SharedBy {
  rule: string;
  which: string;
  access: 'read' | 'write';
}

/** Whose records, and why. @param shared by the rules that count for them in the module */
export function sightIn(sharing: Sharing, place: Place, shared: readonly SharedBy[]): string {
  if (place.top || sharing === 'public_read_write') return ownSight(sharing, place);
  const rules = shared.filter(({ access }) => sharing === 'private' || access === 'write').map(ruleSight);
  return [ownSight(sharing, place), ...rules].join(' ');
}

const ruleSight = ({ rule, which, access }: SharedBy): string =>
  `Besides ${access === 'write' ? 'sees and changes' : 'sees'} ${which}: by the sharing rule “${rule}”.`;

function ownSight(sharing: Sharing, place: Place): string {
  if (place.top) return `All records: the role ${place.role} is the topmost.`;
  const own = `their own${place.below > 0 ? ` and those of ${inPeople(place.below)} in roles below ${place.role}` : ''}`;
  switch (sharing) {
    case 'private':
      return `Sees and changes ${own}: the module is private.`;
    case 'public_read':
      return `Sees all records and changes ${own}: the module is shared to be read.`;
    case 'public_read_write':
      return 'Sees and changes all records: the module is shared with everybody.';
  }
}

export const inPeople = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`;
