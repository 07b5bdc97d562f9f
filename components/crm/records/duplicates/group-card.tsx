'use client';

import Link from 'next/link';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { DuplicateGroup, DuplicatesPage } from '@/lib/crm/records/duplicates/list';
import { IdEnd } from '../same-names';
import { GroupDecision } from './group-decision';

export interface GroupCardProps {
  module: DuplicatesPage['module'];
  /** Those that are the same. */
  fields: DuplicatesPage['fields'];
  group: DuplicateGroup;
  names: DuplicatesPage['names'];
  /** Names that more than one record of the page has. */
  twice: ReadonlySet<string>;
  apart: boolean;
  timeZone: string;
}

/** Records that look the same: merged, or told apart. */
export function GroupCard({ module, fields, group, names, twice, apart, timeZone }: GroupCardProps) {
  return (
    <Card
      flush
      id={`group-${group.records[0]?.id}`}
      title={`${group.records.length} ${module.plural}`}
      description={<SameValues fields={fields} group={group} names={names} timeZone={timeZone} />}
      footer={<GroupDecision module={module} records={group.records} twice={twice} apart={apart} />}
    >
      <GroupRecords records={group.records} twice={twice} />
    </Card>
  );
}

function GroupRecords({ records, twice }: { records: DuplicateGroup['records']; twice: ReadonlySet<string> }) {
  return (
    <ul className="divide-y divide-line">
      {records.map(({ id, name, href, ownerName, createdAt }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2 text-sm">
          <span className="flex min-w-0 flex-1 basis-40 flex-wrap items-baseline gap-x-2">
            <Link
              href={href}
              prefetch={false}
              className="wrap-anywhere min-w-0 font-medium text-accent-text hover:underline"
            >
              {name}
            </Link>
            <IdEnd record={{ id, name }} twice={twice} />
          </span>
          <span className="text-muted">{ownerName}</span>
          <span className="text-muted">
            <span className="sr-only">Created </span>
            <Time value={createdAt} format="date" />
          </span>
        </li>
      ))}
    </ul>
  );
}

function SameValues({
  fields,
  group,
  names,
  timeZone,
}: Pick<GroupCardProps, 'fields' | 'group' | 'names' | 'timeZone'>) {
  return (
    <>
      {fields.map((field) => (
        <span key={field.apiName} className="mr-4 inline-flex max-w-full flex-wrap items-baseline gap-x-1.5">
          <span>Same {field.label}:</span>
          <span className="wrap-anywhere text-fg">
            {field.marked ? (
              <MaskedDisplay field={field} />
            ) : field.system ? (
              group.records[0]?.name
            ) : (
              <FieldDisplay
                field={field}
                value={group.values[field.apiName]}
                timeZone={timeZone}
                lookups={names.lookups}
              />
            )}
          </span>
        </span>
      ))}
    </>
  );
}
