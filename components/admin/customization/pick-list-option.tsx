import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

export interface PickListOptionProps {
  /** From 1. */
  place: number;
  label: string;
  isLast: boolean;
  onRename: (label: string) => void;
  onPaste: (event: ClipboardEvent) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** One option of a pick list: its label, and its place among the others. */
export function PickListOption(props: PickListOptionProps) {
  const { place, label, isLast, onRename, onPaste, onMove, onRemove } = props;
  return (
    <li className="flex items-center gap-1">
      <Input
        aria-label={`Option ${place}`}
        value={label}
        maxLength={120}
        onChange={(event) => onRename(event.currentTarget.value)}
        onPaste={onPaste}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Move option ${place} up`}
        disabled={place === 1}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Move option ${place} down`}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden="true" />
      </Button>
      <Button variant="ghost" size="icon" aria-label={`Remove option ${place}`} onClick={onRemove}>
        <Trash2 aria-hidden="true" />
      </Button>
    </li>
  );
}
