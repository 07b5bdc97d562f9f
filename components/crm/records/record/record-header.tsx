'use client';

import { ArrowRightLeft, Pencil, ShieldCheck, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { PageHeader } from '@/components/ui/page-header';
import { useAction } from '@/components/ui/use-action';
import type { Id } from '@/lib/platform/ids';
import { bringBackRecord, removeRecord } from './actions';

export interface RecordHeaderProps {
  module: { apiName: string; singular: string; plural: string; hipaa: boolean };
  recordId: Id;
  /** What the record is called on screen; never of protected fields. */
  name: string;
  ownerName: string;
  changeable: boolean;
  deletable: boolean;
  /** A lead that the asker may convert. */
  convertible: boolean;
  /** It has been converted. */
  converted: boolean;
  /** The ways of the record out of the screen. */
  menu?: ReactNode;
}

export function RecordHeader(props: RecordHeaderProps) {
  const { module, recordId, name, ownerName, changeable, deletable, convertible, converted, menu } = props;
  const listHref = `/m/${module.apiName}`;
  return (
    <PageHeader
      title={name}
      breadcrumbs={[{ label: module.plural, href: listHref }]}
      description={`Owned by ${ownerName}`}
      adornment={
        module.hipaa || converted ? (
          <>
            {module.hipaa ? (
              <Badge tone="phi" icon={<ShieldCheck aria-hidden="true" />}>
                Holds health data
              </Badge>
            ) : null}
            {converted ? <Badge tone="success">Converted</Badge> : null}
          </>
        ) : undefined
      }
      actions={
        <>
          {convertible ? (
            <Link href={`${listHref}/${recordId}/convert`} className={buttonClass('primary')} prefetch={false}>
              <ArrowRightLeft aria-hidden="true" />
              Convert
            </Link>
          ) : null}
          {changeable ? (
            <Link href={`${listHref}/${recordId}/edit`} className={buttonClass('secondary')}>
              <Pencil aria-hidden="true" />
              Edit
            </Link>
          ) : null}
          {deletable ? <DeleteRecord module={module} recordId={recordId} /> : null}
          {menu}
        </>
      }
    />
  );
}

function DeleteRecord({ module, recordId }: Pick<RecordHeaderProps, 'module' | 'recordId'>) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const ids = { module: module.apiName, ids: [recordId] };
  /** Called when this page is gone: hooks of actions tell nothing any more by then. */
  async function bringBack() {
    const answer = await bringBackRecord(ids).catch(() => undefined);
    if (answer && !answer.serverError) router.push(`/m/${module.apiName}/${recordId}`);
    else toast.error(answer?.serverError?.message ?? 'It could not be restored.');
  }
  const remove = useAction(removeRecord, {
    onSuccess: () => {
      toast.success(`${module.singular} moved to the recycle bin`, {
        action: { label: 'Undo', onClick: () => void bringBack() },
      });
      router.push(`/m/${module.apiName}`);
    },
    onError: ({ error }) => {
      setAsking(false);
      toast.error(error.serverError?.message ?? 'It could not be deleted.');
    },
  });
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete this ${module.singular.toLowerCase()}?`}
        description="It goes to the recycle bin, where it can be restored for 60 days."
        confirmLabel="Delete"
        tone="danger"
        pending={remove.isPending}
        onConfirm={() => remove.execute(ids)}
      />
    </>
  );
}
