import { Pencil, Save, Trash2 } from 'lucide-react';
import { DropdownMenuItem } from '@/components/ui/dropdown-menu';

/** What is asked before a view is made, changed or deleted. */
export type ViewQuestion = 'new' | 'edit' | 'delete';

export interface ViewChangesProps {
  /** The view that is shown may be changed. */
  changeable: boolean;
  modified: boolean;
  onSave: () => void;
  onAsk: (question: ViewQuestion) => void;
}

/** Entries of the menu of views: what can be done with the one that is shown. */
export function ViewChanges({ changeable, modified, onSave, onAsk }: ViewChangesProps) {
  return (
    <>
      {changeable && modified ? (
        <DropdownMenuItem icon={<Save aria-hidden="true" />} onSelect={onSave}>
          Save changes
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem icon={<Save aria-hidden="true" />} onSelect={() => onAsk('new')}>
        Save as a new view…
      </DropdownMenuItem>
      {changeable ? (
        <>
          <DropdownMenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => onAsk('edit')}>
            Rename or share…
          </DropdownMenuItem>
          <DropdownMenuItem tone="danger" icon={<Trash2 aria-hidden="true" />} onSelect={() => onAsk('delete')}>
            Delete this view…
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
