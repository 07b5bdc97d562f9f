'use client';

import { Combine, Users } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { checkboxClass } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Duplicates } from '@/lib/crm/records/merge/find';
import { MOST_MERGED } from '@/lib/crm/records/merge/limits';
import type { Id } from '@/lib/platform/ids';
import { IdEnd, nameApart, sameNames } from '../same-names';

export interface DuplicateListProps {
  recordId: Id;
  found: Duplicates;
}

/** The records found; those checked are compared with the one that was asked about. */
export function DuplicateList({ recordId, found }: DuplicateListProps) {
  const { module, duplicates } = found;
  const [chosen, setChosen] = useState<readonly Id[]>([]);
  if (duplicates.length === 0) {
    return (
      <EmptyState
        icon={<Users aria-hidden="true" />}
        title="No duplicates found"
        text={`No other ${module.singular.toLowerCase()} that you may see has the same value in these fields.`}
      />
    );
  }
  const twice = sameNames(duplicates);
  const isFull = chosen.length >= MOST_MERGED - 1;
  const toggle = (id: Id) => setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  return (
    <Card
      flush
      id="duplicates"
      title="Found"
      description={`Choose up to ${MOST_MERGED - 1} to compare with this one.`}
      actions={
        chosen.length > 0 ? (
          <Link
            prefetch={false}
            href={`/m/${module.apiName}/merge?ids=${[recordId, ...chosen].join(',')}`}
            className={buttonClass('primary', 'sm')}
          >
            <Combine aria-hidden="true" />
            Compare {chosen.length + 1}
          </Link>
        ) : null
      }
    >
      <Table label={`Possible duplicates among ${module.plural}`}>
        <TableHead>
          <tr>
            <TableHeader>
              <span className="sr-only">Choose</span>
            </TableHeader>
            <TableHeader>{module.singular}</TableHeader>
            <TableHeader>The same</TableHeader>
            <TableHeader>Owner</TableHeader>
            <TableHeader>Created</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {duplicates.map(({ id, name, href, same, ownerName, createdAt }) => (
            <TableRow key={id}>
              <TableCell>
                <input
                  type="checkbox"
                  className={checkboxClass}
                  aria-label={`Choose ${nameApart({ id, name }, twice)}`}
                  checked={chosen.includes(id)}
                  disabled={isFull && !chosen.includes(id)}
                  onChange={() => toggle(id)}
                />
              </TableCell>
              <TableCell>
                <Link href={href} className="font-medium text-accent-text hover:underline">
                  {name}
                </Link>{' '}
                <IdEnd record={{ id, name }} twice={twice} />
              </TableCell>
              <TableCell>{same.join(', ')}</TableCell>
              <TableCell>{ownerName}</TableCell>
              <TableCell>
                <Time value={createdAt} format="date" />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
