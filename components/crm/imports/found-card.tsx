'use client';

import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/use-action';
import type { FileFindings, FileFormat } from '@/lib/crm/imports/file/format';
import type { ImportRef } from '@/lib/crm/imports/schemas';
import { reread } from './actions';
import { FileQuestions, standingReading } from './file-questions';
import { type FileChoice, FileReading } from './file-reading';
import { HeaderChoice } from './header-choice';

export interface FoundCardProps {
  reference: ImportRef;
  format: FileFormat;
  found: FileFindings;
  sheets: readonly { sheet: number; name: string }[];
}

/** What was found in the file before anything is written; encoding, separator and sheet can be chosen anew. */
export function FoundCard({ reference, format, found, sheets }: FoundCardProps) {
  const action = useAction(reread);
  const asItIs = standingReading(format, found);
  const read = (choice: FileChoice) => action.execute({ ...reference, ...choice });
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
        <FileReading format={format} sheets={sheets} pending={action.isPending} onRead={read} />
        <HeaderChoice
          reference={reference}
          headerRow={found.headerRow}
          pending={action.isPending}
          onChoose={(headerRow) => read({ ...asItIs, headerRow })}
        />
        <FileQuestions
          format={format}
          found={found}
          pending={action.isPending}
          onAnswer={(answer) => read({ ...asItIs, ...answer })}
        />
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
