'use client';

import { useAction } from 'next-safe-action/hooks';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { askedOfFile, ENCODINGS, type FileFindings, type FileFormat, SEPARATORS } from '@/lib/crm/imports/file/format';
import type { ImportRef, Reread } from '@/lib/crm/imports/schemas';
import { reread } from './actions';
import { HeaderChoice } from './header-choice';

export interface FoundCardProps {
  reference: ImportRef;
  format: FileFormat;
  found: FileFindings;
  sheets: readonly { sheet: number; name: string }[];
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const APOSTROPHES = [
  { value: 'kept', label: 'Kept: it is part of the text' },
  { value: 'off', label: 'Taken off: a program put it there' },
];

/** What was found in the file before anything is written; encoding, separator and sheet can be chosen anew. */
export function FoundCard({ reference, format, found, sheets }: FoundCardProps) {
  const action = useAction(reread);
  const isCsv = format.kind === 'csv';
  const hasApostrophes = isCsv && Boolean(found.guarded || format.guarded);
  const asks = askedOfFile(found);
  // What nobody has answered stays open when something else is.
  const asItIs = isCsv
    ? {
        ...(!asks.includes('encoding') && { encoding: format.encoding }),
        separator: format.separator,
        ...(hasApostrophes && !asks.includes('apostrophes') && { guarded: format.guarded ?? false }),
      }
    : { sheet: format.sheet };
  const read = (choice: Omit<Reread, keyof ImportRef>) => action.execute({ ...reference, ...choice });
  return (
    <Card
      id="found"
      title="What we found in the file"
      description="Nothing is imported yet. If names look wrong, choose another encoding or separator."
      className="max-w-4xl"
    >
      <div className="flex flex-col gap-4">
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
          <Fact term="Rows" value={found.rows.toLocaleString('en-US')} />
          <Fact term="Columns" value={found.columns.toLocaleString('en-US')} />
          <Fact term="Header" value={`Row ${found.headerRow}`} />
        </dl>
        {format.kind === 'csv' ? (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label="Encoding">
              <Select
                value={format.encoding}
                options={optionsOf(ENCODINGS)}
                disabled={action.isPending}
                onChange={({ target }) =>
                  read({ encoding: target.value as typeof format.encoding, separator: format.separator })
                }
              />
            </Field>
            <Field label="Separator">
              <Select
                value={format.separator}
                options={optionsOf(SEPARATORS)}
                disabled={action.isPending}
                onChange={({ target }) =>
                  read({ separator: target.value as typeof format.separator, encoding: format.encoding })
                }
              />
            </Field>
          </div>
        ) : (
          <Field label="Sheet">
            <Select
              value={String(format.sheet)}
              options={sheets.map(({ sheet, name }) => ({ value: String(sheet), label: name }))}
              disabled={action.isPending}
              onChange={({ target }) => read({ sheet: Number(target.value) })}
            />
          </Field>
        )}
        <HeaderChoice
          reference={reference}
          headerRow={found.headerRow}
          pending={action.isPending}
          onChoose={(headerRow) => read({ ...asItIs, headerRow })}
        />
        {asks.includes('encoding') && isCsv ? (
          <Callout tone="warning" title="Bytes that are not UTF-8">
            <p>Nothing is imported before you say how they are to be read.</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button
                size="sm"
                pending={action.isPending}
                onClick={() => read({ ...asItIs, encoding: format.encoding })}
              >
                Read those bytes as Windows-1252
              </Button>
              <Button
                size="sm"
                pending={action.isPending}
                onClick={() => read({ ...asItIs, encoding: 'windows-1252' })}
              >
                Read the whole file as Windows-1252
              </Button>
            </div>
          </Callout>
        ) : null}
        {asks.includes('apostrophes') ? (
          <Callout tone="warning" title="Apostrophes in front of = + - or @">
            <p>Nothing is imported before you say whether they are part of the text.</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button size="sm" pending={action.isPending} onClick={() => read({ ...asItIs, guarded: true })}>
                Take them off: a program put them there
              </Button>
              <Button size="sm" pending={action.isPending} onClick={() => read({ ...asItIs, guarded: false })}>
                Keep them: they are part of the text
              </Button>
            </div>
          </Callout>
        ) : null}
        {isCsv && hasApostrophes && !asks.includes('apostrophes') ? (
          <Field label="Apostrophe in front of = + - @">
            <Select
              value={format.guarded ? 'off' : 'kept'}
              options={APOSTROPHES}
              disabled={action.isPending}
              onChange={({ target }) => read({ ...asItIs, guarded: target.value === 'off' })}
            />
          </Field>
        ) : null}
        {found.notes.length > 0 ? (
          <Callout tone="warning" title="Look at this">
            <ul className="list-disc pl-4">
              {found.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Callout>
        ) : null}
        {action.result.serverError ? (
          <Callout tone="danger" role="alert">
            {action.result.serverError.message}
          </Callout>
        ) : null}
      </div>
    </Card>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-muted">{term}</dt>
      <dd className="font-medium text-fg tabular-nums">{value}</dd>
    </div>
  );
}
