'use client';

import { Link2, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { useAction } from '@/components/ui/use-action';
import { link } from './actions';
import { linkBetween, type RelatedProps } from './link-between';
import { LinkDialog } from './link-dialog';
import { QuickAdd } from './quick-add';
import { RelatedRows } from './related-rows';

export interface RelatedCardProps extends RelatedProps {
  /** What the record is called on screen; never of protected fields. */
  recordName: string;
  timeZone: string;
  /** Of the request, for whoever asks why a list could not be read. */
  requestId: string;
}

/** One related list: the newest few, how many there are, and what can be done with them. */
export function RelatedCard({ list, reference, recordName, timeZone, requestId }: RelatedCardProps) {
  const { key, label, module, found, href } = list;
  const isEmpty = found !== null && found.rows.length === 0;
  const count = found ? ` (${found.count.records}${found.count.more ? '+' : ''})` : '';
  return (
    <Card
      id={`related-${key}`}
      title={`${label}${count}`}
      description={list.linkable === 'elsewhere' && list.kind === 'pointing' ? howToLink(list) : undefined}
      className={cn(isEmpty && '[&>header]:border-b-0')}
      flush
      actions={<RelatedActs list={list} reference={reference} recordName={recordName} />}
    >
      {found === null ? (
        <div role="alert" className="flex flex-col gap-1 p-4 text-sm">
          <p className="text-danger-text">This list could not be read. The others are as they are.</p>
          <p className="text-subtle text-xs">
            Reference <code className="select-all break-all font-mono">{requestId}</code>
          </p>
        </div>
      ) : isEmpty ? null : (
        <RelatedRows list={list} rows={found.rows} reference={reference} timeZone={timeZone} />
      )}
      {href && found && found.count.records > 0 ? (
        <p className="border-line border-t px-4 py-2 text-sm">
          <Link href={href} className="text-accent-text underline-offset-2 hover:underline">
            Open all {module.plural.toLowerCase()}
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

const howToLink = ({ module }: RelatedProps['list']) =>
  `Names are protected here: to link one that is there, open the ${module.singular.toLowerCase()} and choose it there.`;

function RelatedActs({ list, reference, recordName }: RelatedProps & { recordName: string }) {
  const [open, setOpen] = useState<'add' | 'link' | null>(null);
  const { kind, label, module, field } = list;
  const linking = useAction(link, {
    onError: ({ error }) =>
      toast.error(
        `${module.singular} created, but not linked: ${error.serverError?.message ?? 'the server did not answer.'}`,
      ),
  });
  const close = () => setOpen(null);
  const { recordId } = reference;
  const isOwn = kind === 'own';
  return (
    <>
      {list.linkable === 'by_name' ? (
        <Button size="sm" aria-label={`Link to ${label}`} onClick={() => setOpen('link')}>
          <Link2 aria-hidden="true" />
          Link
        </Button>
      ) : null}
      {list.addable ? (
        <Button size="sm" aria-label={`Add to ${label}`} onClick={() => setOpen('add')}>
          <Plus aria-hidden="true" />
          Add
        </Button>
      ) : null}
      {open === 'link' ? <LinkDialog list={list} reference={reference} onClose={close} /> : null}
      {open === 'add' ? (
        <QuickAdd
          module={module}
          title={`New ${module.singular.toLowerCase()}`}
          asked={isOwn ? [] : [field]}
          given={isOwn ? {} : { [field]: list.several ? [recordId] : recordId }}
          lookups={{ [recordId]: { name: recordName, href: `/m/${reference.module}/${recordId}` } }}
          onClose={close}
          onAdded={isOwn ? (id) => linking.execute(linkBetween(list, reference, id)) : undefined}
        />
      ) : null}
    </>
  );
}
