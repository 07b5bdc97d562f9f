import { SendHorizontal, StickyNote } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { AttachButton } from './attach-button';
import { ModeChoice } from './mode-choice';

export interface ComposerBarProps {
  note: boolean;
  canAnswer: boolean;
  isEmpty: boolean;
  /** Characters that may still be written; negative: it is too long. */
  left: number;
  onChoose: (isNote: boolean) => void;
  onAttach: (file: File) => void;
}

/** Below what is being written: message or note, files, how much room there is, and the button that sends. */
export function ComposerBar({ note, canAnswer, isEmpty, left, onChoose, onAttach }: ComposerBarProps) {
  return (
    <div className="flex items-center gap-1.5 px-2 pb-2">
      <ModeChoice note={note} canAnswer={canAnswer} onChoose={onChoose} />
      {canAnswer && !note ? <AttachButton onAttach={onAttach} /> : null}
      <span role="status" className={cn('ml-auto text-xs', left < 0 ? 'text-danger-text' : 'text-muted')}>
        {left < 500 ? `${left.toLocaleString('en-US')} characters left` : null}
      </span>
      <Button type="submit" variant="primary" size="sm" disabled={isEmpty || left < 0}>
        {note ? <StickyNote aria-hidden="true" /> : <SendHorizontal aria-hidden="true" />}
        {note ? 'Add note' : 'Send'}
      </Button>
    </div>
  );
}
