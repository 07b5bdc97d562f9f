import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { askedOfFile, type CsvFormat, type FileFindings, type FileFormat } from '@/lib/crm/imports/file/format';
import type { FileChoice } from './file-reading';

export interface FileQuestionsProps {
  format: FileFormat;
  found: FileFindings;
  pending: boolean;
  onAnswer: (answer: FileChoice) => void;
}

const APOSTROPHES = [
  { value: 'kept', label: 'Kept: it is part of the text' },
  { value: 'off', label: 'Taken off: a program put it there' },
];

const hasApostrophes = (format: CsvFormat, found: FileFindings) => Boolean(found.guarded || format.guarded);

/** How the file is read now. What nobody has answered stays open when something else is. */
export function standingReading(format: FileFormat, found: FileFindings): FileChoice {
  if (format.kind !== 'csv') return { sheet: format.sheet };
  const asks = askedOfFile(found);
  return {
    ...(!asks.includes('encoding') && { encoding: format.encoding }),
    separator: format.separator,
    ...(hasApostrophes(format, found) && !asks.includes('apostrophes') && { guarded: format.guarded ?? false }),
  };
}

/** What must be said of the file itself, and what was said of its apostrophes. */
export function FileQuestions({ format, found, pending, onAnswer }: FileQuestionsProps) {
  const asks = askedOfFile(found);
  const csv = format.kind === 'csv' ? format : null;
  return (
    <>
      {asks.includes('encoding') && csv ? (
        <Callout tone="warning" title="Bytes that are not UTF-8">
          <p>Nothing is imported before you say how they are to be read.</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" pending={pending} onClick={() => onAnswer({ encoding: csv.encoding })}>
              Read those bytes as Windows-1252
            </Button>
            <Button size="sm" pending={pending} onClick={() => onAnswer({ encoding: 'windows-1252' })}>
              Read the whole file as Windows-1252
            </Button>
          </div>
        </Callout>
      ) : null}
      {asks.includes('apostrophes') ? (
        <Callout tone="warning" title="Apostrophes in front of = + - or @">
          <p>Nothing is imported before you say whether they are part of the text.</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" pending={pending} onClick={() => onAnswer({ guarded: true })}>
              Take them off: a program put them there
            </Button>
            <Button size="sm" pending={pending} onClick={() => onAnswer({ guarded: false })}>
              Keep them: they are part of the text
            </Button>
          </div>
        </Callout>
      ) : null}
      {csv && hasApostrophes(csv, found) && !asks.includes('apostrophes') ? (
        <Field label="Apostrophe in front of = + - @">
          <Select
            value={csv.guarded ? 'off' : 'kept'}
            options={APOSTROPHES}
            disabled={pending}
            onChange={({ target }) => onAnswer({ guarded: target.value === 'off' })}
          />
        </Field>
      ) : null}
    </>
  );
}
