import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from '@/components/ui/dropdown-menu';
import type { SavedView } from '@/lib/crm/views/queries';

export interface ViewChoicesProps {
  allLabel: string;
  views: readonly SavedView[];
  view: SavedView | null;
  onChoose: (id: string | null) => void;
}

const ALL = 'all';

/** Entries of the menu of views: which one is shown. */
export function ViewChoices({ allLabel, views, view, onChoose }: ViewChoicesProps) {
  return (
    <DropdownMenuRadioGroup value={view?.id ?? ALL} onValueChange={(value) => onChoose(value === ALL ? null : value)}>
      <DropdownMenuRadioItem value={ALL}>{allLabel}</DropdownMenuRadioItem>
      <ViewItems label="Mine" views={views.filter((one) => !one.shared)} />
      <ViewItems label="Shared" views={views.filter((one) => one.shared)} />
    </DropdownMenuRadioGroup>
  );
}

function ViewItems({ label, views }: { label: string; views: readonly SavedView[] }) {
  if (views.length === 0) return null;
  return (
    <>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {views.map((view) => (
        <DropdownMenuRadioItem key={view.id} value={view.id}>
          {view.name}
        </DropdownMenuRadioItem>
      ))}
    </>
  );
}
