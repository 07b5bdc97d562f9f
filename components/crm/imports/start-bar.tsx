import { Button } from '@/components/ui/button';
import { openInWords } from './open-questions';

export interface StartBarProps {
  singular: string;
  /** Questions without an answer: about the file, and about columns. */
  asked: number;
  openColumns: number;
  /** Nobody said yet what becomes of rows whose record is here. */
  isUndecided: boolean;
  /** The file was imported before, and nobody said that it is meant again. */
  isTwice: boolean;
  /** A dry run found what could be imported. */
  mayStart: boolean;
  isChecking: boolean;
  isStarting: boolean;
  onPreview: () => void;
  onStart: () => void;
}

/** Dry run and import, or what is to be said before. */
export function StartBar(props: StartBarProps) {
  const { singular, asked, openColumns, isUndecided, isTwice, mayStart } = props;
  const open = asked + openColumns;
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {open > 0 ? (
        <p className="text-muted text-sm">{`Answer ${openInWords(asked, openColumns)} first.`}</p>
      ) : isUndecided ? (
        <p className="text-muted text-sm">{`Choose what becomes of rows whose ${singular.toLowerCase()} is here already.`}</p>
      ) : mayStart && isTwice ? (
        <p className="text-muted text-sm">
          This file was imported before: say under Duplicates whether it is meant again.
        </p>
      ) : null}
      <Button
        disabled={open > 0 || isUndecided}
        variant={mayStart ? 'secondary' : 'primary'}
        pending={props.isChecking}
        onClick={props.onPreview}
      >
        Preview
      </Button>
      {mayStart ? (
        <Button variant="primary" disabled={isTwice || open > 0} pending={props.isStarting} onClick={props.onStart}>
          Start import
        </Button>
      ) : null}
    </div>
  );
}
