'use client';

import { MessageSquareQuote } from 'lucide-react';
import { useState } from 'react';
import { TableCell } from '@/components/ui/table';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';
import { Removal } from '../removal';
import { RowActions } from '../row-actions';
import { SetupList } from '../setup-list';
import { ResponseDialog } from './response-dialog';

type Doing = { kind: 'add' } | { kind: 'edit' | 'remove'; response: CannedResponse };

export function ResponseList({ responses }: { responses: readonly CannedResponse[] }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  return (
    <SetupList
      id="canned-responses"
      title="Canned responses"
      description="Operators type / and the short name. Write nothing about a person in them: they are not encrypted."
      addLabel="New response"
      onAdd={() => setDoing({ kind: 'add' })}
      empty={{
        icon: <MessageSquareQuote />,
        title: 'No canned response yet',
        text: 'What is asked every day is answered in a moment: opening hours, how to get there, how to reset a password.',
      }}
      rows={responses}
      columns={['Short name', 'Text']}
      lastColumn="Actions"
      cells={(response) => (
        <>
          <TableCell className="whitespace-nowrap font-mono">/{response.shortName}</TableCell>
          <TableCell className="max-w-xl">
            <span className="line-clamp-2 whitespace-pre-line text-muted">{response.text}</span>
          </TableCell>
          <RowActions
            name={response.shortName}
            onEdit={() => setDoing({ kind: 'edit', response })}
            onRemove={() => setDoing({ kind: 'remove', response })}
          />
        </>
      )}
    >
      {doing?.kind === 'add' ? <ResponseDialog response={null} onClose={close} /> : null}
      {doing?.kind === 'edit' ? <ResponseDialog response={doing.response} onClose={close} /> : null}
      {doing?.kind === 'remove' ? (
        <Removal
          kind="response"
          id={doing.response.id}
          title={`Remove /${doing.response.shortName}?`}
          description="Operators no longer find it. Messages that were sent with it stay."
          onClose={close}
        />
      ) : null}
    </SetupList>
  );
}
