import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { type CsvFormat, ENCODINGS, type FileFormat, SEPARATORS } from '@/lib/crm/imports/file/format';
import type { ImportRef, Reread } from '@/lib/crm/imports/schemas';

/** How a file is to be read anew. */
export type FileChoice = Omit<Reread, keyof ImportRef>;

export interface FileReadingProps<Format = FileFormat> {
  format: Format;
  sheets: readonly { sheet: number; name: string }[];
  pending: boolean;
  onRead: (choice: FileChoice) => void;
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** Encoding and separator of a CSV file, or the sheet of a workbook. */
export function FileReading({ format, sheets, pending, onRead }: FileReadingProps) {
  if (format.kind === 'csv') return <CsvReading format={format} pending={pending} onRead={onRead} />;
  return (
    <Field label="Sheet">
      <Select
        value={String(format.sheet)}
        options={sheets.map(({ sheet, name }) => ({ value: String(sheet), label: name }))}
        disabled={pending}
        onChange={({ target }) => onRead({ sheet: Number(target.value) })}
      />
    </Field>
  );
}

function CsvReading({ format, pending, onRead }: Omit<FileReadingProps<CsvFormat>, 'sheets'>) {
  const { encoding, separator } = format;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Encoding">
        <Select
          value={encoding}
          options={optionsOf(ENCODINGS)}
          disabled={pending}
          onChange={({ target }) => onRead({ encoding: target.value as CsvFormat['encoding'], separator })}
        />
      </Field>
      <Field label="Separator">
        <Select
          value={separator}
          options={optionsOf(SEPARATORS)}
          disabled={pending}
          onChange={({ target }) => onRead({ separator: target.value as CsvFormat['separator'], encoding })}
        />
      </Field>
    </div>
  );
}
