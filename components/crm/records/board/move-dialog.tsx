import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog';
import type { ColumnValue } from '@/lib/crm/records/board-fields';

export interface MoveDialogProps {
  name: string;
  choices: readonly { value: ColumnValue; label: string }[];
  onChoose: (value: ColumnValue) => void;
  onClose: () => void;
}

/** Asks where a card is to go: for whoever drags nothing. */
export function MoveDialog({ name, choices, onChoose, onClose }: MoveDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={`Move ${name}`} size="sm">
        <DialogBody>
          <ul className="flex flex-col gap-1">
            {choices.map(({ value, label }) => (
              <li key={value ?? ''}>
                <Button variant="ghost" className="w-full justify-start" onClick={() => onChoose(value)}>
                  {label}
                </Button>
              </li>
            ))}
          </ul>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
