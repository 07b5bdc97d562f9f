'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Completeness } from '@/lib/admin/audit/answer/completeness';
import type { Viewer } from '@/lib/protection/ledger/who-saw';
import { CompletenessNote } from './completeness-note';

export interface WhoSawCardProps {
  viewers: readonly Viewer[];
  completeness: Completeness | null;
  recordId: string | null;
  /** Where the accounting of the record's disclosures is; null for those who may not see it. */
  accounting: string | null;
  onPerson: (id: string) => void;
}

/** Everybody who saw health data of the record that the filter names. */
export function WhoSawCard({ viewers, completeness, recordId, accounting, onPerson }: WhoSawCardProps) {
  return (
    <Card
      id="who-saw"
      title="Who saw this record"
      description="At any time, as far as you may see. Lists and exports of many name no single records and are not counted here."
      flush={viewers.length > 0}
      actions={
        accounting ? (
          <Link href={accounting} prefetch={false} className={buttonClass('secondary', 'sm')}>
            Accounting of disclosures
          </Link>
        ) : null
      }
    >
      {viewers.length === 0 ? (
        <p className="text-muted text-sm">Nobody has seen health data of this record.</p>
      ) : (
        <Table label="Who saw this record">
          <TableHead>
            <TableRow>
              <TableHeader>Person</TableHeader>
              <TableHeader align="right">Views</TableHeader>
              <TableHeader align="right">Reveals</TableHeader>
              <TableHeader>Fields revealed</TableHeader>
              <TableHeader align="right">Notes read</TableHeader>
              <TableHeader align="right">Downloads</TableHeader>
              <TableHeader align="right">Prints</TableHeader>
              <TableHeader>Last</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {viewers.map((viewer) => (
              <TableRow key={viewer.actorId}>
                <TableCell>
                  <Button
                    variant="ghost"
                    size="sm"
                    className="-ml-2.5 text-accent-text"
                    aria-label={`Only ${viewer.name}`}
                    onClick={() => onPerson(viewer.actorId)}
                  >
                    {viewer.name}
                  </Button>
                </TableCell>
                <TableCell align="right">{viewer.views}</TableCell>
                <TableCell align="right">{viewer.reveals}</TableCell>
                <TableCell>{viewer.fields.join(', ')}</TableCell>
                <TableCell align="right">{viewer.notesRead}</TableCell>
                <TableCell align="right">{viewer.downloads}</TableCell>
                <TableCell align="right">{viewer.prints}</TableCell>
                <TableCell className="whitespace-nowrap">
                  <Time value={viewer.lastAt} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {completeness && recordId ? (
        <CompletenessNote
          completeness={completeness}
          recordId={recordId}
          className={viewers.length > 0 ? 'm-4' : 'mt-3'}
        />
      ) : null}
    </Card>
  );
}
