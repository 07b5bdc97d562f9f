import { Badge, type BadgeTone } from '@/components/ui/badge';
import { TableCell, TableHeader } from '@/components/ui/table';
import {
  type DoorAccess,
  type FieldAccess,
  PERSONAL_DOORS,
  type PersonalDoor,
  WHYS,
} from '@/lib/people/users/access/explain';

const DOORS: Record<PersonalDoor, string> = { screen: 'Screen', export: 'Export and print', api: 'Their programs' };

const SHOWN: Record<DoorAccess['shown'], { words: string; tone: BadgeTone }> = {
  clear: { words: 'Clear', tone: 'success' },
  masked: { words: 'Masked', tone: 'phi' },
  withheld: { words: 'Left out', tone: 'neutral' },
  closed: { words: 'Nothing', tone: 'neutral' },
};

export function AccessHeaders() {
  return (
    <>
      {PERSONAL_DOORS.map((door) => (
        <TableHeader key={door} className="max-sm:px-2">
          {DOORS[door]}
        </TableHeader>
      ))}
      <TableHeader className="max-sm:px-2">Change</TableHeader>
    </>
  );
}

/** What comes by each door, and whether it may be changed, each with its reason. */
export function AccessCells({ doors, change }: FieldAccess) {
  return (
    <>
      {PERSONAL_DOORS.map((door) => (
        <Cell key={door} {...SHOWN[doors[door].shown]} why={WHYS[doors[door].why]} />
      ))}
      <Cell words={change.may ? 'Yes' : 'No'} tone={change.may ? 'success' : 'neutral'} why={WHYS[change.why]} />
    </>
  );
}

function Cell({ words, tone, why }: { words: string; tone: BadgeTone; why: string }) {
  return (
    <TableCell className="min-w-36 py-1.5 align-top max-sm:px-2">
      <Badge tone={tone}>{words}</Badge>
      <p className="mt-0.5 text-subtle text-xs">{why}</p>
    </TableCell>
  );
}
