'use client';

import { Mail } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { MailDto, MailPage } from '@/lib/people/outbox/list-mails';
import { MailDialog } from './mail-dialog';

const STATES = {
  waiting: { tone: 'accent', words: 'Waiting' },
  kept: { tone: 'neutral', words: 'Kept here' },
  sent: { tone: 'success', words: 'Sent' },
  given_up: { tone: 'danger', words: 'Given up' },
  over: { tone: 'neutral', words: 'Over' },
} as const;

export interface MailListProps {
  page: MailPage;
  isFirstPage: boolean;
}

/** What was and is to be sent by mail. */
export function MailList({ page: { mails, after }, isFirstPage }: MailListProps) {
  const [reading, setReading] = useState<MailDto | null>(null);
  return (
    <>
      <PageHeader
        title="Mail"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="What is sent to people by mail. Without a mail server (SMTP_URL) it is kept here, to be read and handed over."
      />
      <Card flush>
        {mails.length === 0 ? (
          <EmptyState
            icon={<Mail aria-hidden="true" />}
            title="No mail yet"
            text="Invitations, links to choose a password and notices stand here, and how far each is."
          />
        ) : (
          <MailTable mails={mails} onRead={setReading} />
        )}
      </Card>
      {isFirstPage && after === null ? null : (
        <Pagination
          {...(isFirstPage ? {} : { previousHref: '/setup/mail', previousLabel: 'First page' })}
          {...(after === null ? {} : { nextHref: `/setup/mail?after=${after}` })}
          className="mt-3"
        />
      )}
      {reading ? <MailDialog mail={reading} onClose={() => setReading(null)} /> : null}
    </>
  );
}

function MailTable({ mails, onRead }: { mails: readonly MailDto[]; onRead: (mail: MailDto) => void }) {
  return (
    <Table label="Mails">
      <TableHead>
        <tr>
          <TableHeader>Made</TableHeader>
          <TableHeader>What</TableHeader>
          <TableHeader>To</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {mails.map((mail) => (
          <TableRow key={mail.id}>
            <TableCell className="whitespace-nowrap">
              <Time value={mail.createdAt} />
            </TableCell>
            <TableCell className="font-medium">{mail.what}</TableCell>
            <TableCell>{mail.to ?? <Empty />}</TableCell>
            <TableCell>
              <Badge tone={STATES[mail.state].tone}>{STATES[mail.state].words}</Badge>
              {mail.problem && mail.state !== 'sent' ? (
                <p className="mt-1 text-subtle text-xs">
                  {mail.problem} Tries: {mail.tries}.
                </p>
              ) : null}
            </TableCell>
            <TableCell align="right">
              {mail.isHere ? (
                <Button
                  size="sm"
                  aria-label={`Read: ${mail.what} to ${mail.to ?? 'nobody'}`}
                  onClick={() => onRead(mail)}
                >
                  Read
                </Button>
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
