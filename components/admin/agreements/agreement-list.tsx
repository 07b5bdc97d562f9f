import { FileSignature, Plus } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { AGREEMENT_KINDS } from '@/lib/admin/agreements/kinds';
import type { AgreementRow } from '@/lib/admin/agreements/queries';
import { StatusBadge } from './status-badge';

export function AgreementList({ agreements }: { agreements: readonly AgreementRow[] }) {
  return (
    <>
      <PageHeader
        title="Agreements"
        description="Business associate agreements (45 CFR 164.504(e)): who may be given health data, for what, and until when. An app that no agreement covers gets none."
        actions={
          <Link href="/setup/agreements/new" className={buttonClass('primary')}>
            <Plus aria-hidden="true" />
            New agreement
          </Link>
        }
      />
      <Card flush>
        {agreements.length === 0 ? (
          <EmptyState
            icon={<FileSignature />}
            title="No agreement yet"
            text="Whoever handles health data for you has to sign an agreement first. Add one here: write it from the template, let the other side sign it by a link, or upload one that both have signed."
          />
        ) : (
          <Table label="Agreements">
            <TableHead>
              <tr>
                <TableHeader>Party</TableHeader>
                <TableHeader>Kind</TableHeader>
                <TableHeader>Covers</TableHeader>
                <TableHeader>Ends</TableHeader>
                <TableHeader>Status</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {agreements.map(({ id, party, kind, covers, endsOn, status }) => (
                <TableRow key={id}>
                  <TableCell className="font-medium">
                    <Link href={`/setup/agreements/${id}`} className="text-accent-text hover:underline">
                      {party}
                    </Link>
                  </TableCell>
                  <TableCell>{AGREEMENT_KINDS[kind]}</TableCell>
                  <TableCell className="text-muted">{covers.map(({ name }) => name).join(', ') || 'Nothing'}</TableCell>
                  <TableCell className="whitespace-nowrap">
                    {endsOn ? <Time value={endsOn} format="date" /> : 'Until withdrawn'}
                  </TableCell>
                  <TableCell>
                    <StatusBadge status={status} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </>
  );
}
