'use client';

import { MessageSquareQuote, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';
import { Removal } from '../removal';
import { RowActions } from '../row-actions';
import { ResponseDialog } from './response-dialog';

type Doing = { kind: 'add' } | { kind: 'edit' | 'remove'; response: CannedResponse };

export function ResponseList({ responses }: { responses: readonly CannedResponse[] }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const add = (
    <Button variant="primary" onClick={() => setDoing({ kind: 'add' })}>
      <Plus aria-hidden="true" />
      New response
    </Button>
  );
  return (
    <Card
      id="canned-responses"
      title="Canned responses"
      description="Operators type / and the short name. Write nothing about a person in them: they are not encrypted."
      actions={responses.length > 0 ? add : null}
      flush
    >
      {responses.length === 0 ? (
        <EmptyState
          icon={<MessageSquareQuote />}
          title="No canned response yet"
          text="What is asked every day is answered in a moment: opening hours, how to get there, how to reset a password."
          action={add}
        />
      ) : (
        <Table label="Canned responses">
          <TableHead>
            <tr>
              <TableHeader>Short name</TableHeader>
              <TableHeader>Text</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {responses.map((response) => (
              <TableRow key={response.id}>
                <TableCell className="whitespace-nowrap font-mono">/{response.shortName}</TableCell>
                <TableCell className="max-w-xl">
                  <span className="line-clamp-2 whitespace-pre-line text-muted">{response.text}</span>
                </TableCell>
                <RowActions
                  name={response.shortName}
                  onEdit={() => setDoing({ kind: 'edit', response })}
                  onRemove={() => setDoing({ kind: 'remove', response })}
                />
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
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
    </Card>
  );
}
