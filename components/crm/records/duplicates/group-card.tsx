'use client';

import { Combine, Undo2, UserX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useAction } from 'next-safe-action/hooks';
import { toast } from 'sonner';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { DuplicateGroup, DuplicatesPage } from '@/lib/crm/records/duplicates/list';
import { MOST_MERGED } from '@/lib/crm/records/merge/limits';
import { IdEnd, nameApart } from '../same-names';
import { setApart, takeBack } from './actions';

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
  const router = useRouter();
  const { records } = group;
  const together = { module: module.apiName, records: records.map(({ id, version }) => ({ id, version })) };
  const failed = ({ error }: { error: { serverError?: { message: string } | undefined } }) =>
    void toast.error(error.serverError?.message ?? 'It did not work.');
  const takingBack = useAction(takeBack, { onError: failed });
  /** Called when this card is gone: hooks of actions tell nothing any more by then. */
  async function undo() {
    const answer = await takeBack(together).catch(() => undefined);
    if (!answer || answer.serverError) toast.error(answer?.serverError?.message ?? 'It could not be undone.');
  }
  const settingApart = useAction(setApart, {
    onSuccess: () => {
      toast.success('They are not told again unless another record joins them', {
        action: { label: 'Undo', onClick: () => void undo() },
      });
      router.refresh();
    },
    onError: failed,
  });
  const first = records.slice(0, MOST_MERGED);
  const about = records.map((record) => nameApart(record, twice)).join(', ');
  const isFixed = records.some(({ changeable }) => !changeable);
  return (
    <Card
      flush
      id={`group-${records[0]?.id}`}
      title={`${records.length} ${module.plural}`}
      description={<SameValues fields={fields} group={group} names={names} timeZone={timeZone} />}
      footer={
        <>
          {records.length > MOST_MERGED ? (
            <p className="flex-1 basis-60 text-muted text-sm">
              The first {MOST_MERGED} are merged at once. The others stay here for after.
            </p>
          ) : null}
          {isFixed ? (
            <p className="flex-1 basis-60 text-muted text-sm">
              One of them belongs to somebody whose records you may only see.
            </p>
          ) : apart ? (
            <Button pending={takingBack.isPending} onClick={() => takingBack.execute(together)}>
              <Undo2 aria-hidden="true" />
              They may be the same
            </Button>
          ) : (
            <>
              <Button
                aria-label={`These are different: ${about}`}
                pending={settingApart.isPending}
                onClick={() => settingApart.execute(together)}
              >
                <UserX aria-hidden="true" />
                These are different
              </Button>
              <Link
                prefetch={false}
                href={`/m/${module.apiName}/merge?ids=${first.map(({ id }) => id).join(',')}`}
                aria-label={`Merge ${first.map((record) => nameApart(record, twice)).join(', ')}`}
                className={buttonClass('primary')}
              >
                <Combine aria-hidden="true" />
                Merge…
              </Link>
            </>
          )}
        </>
      }
    >
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
    </Card>
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
