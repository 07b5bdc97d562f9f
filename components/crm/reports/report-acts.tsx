'use client';

import { Pencil, Share2, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { useAction } from '@/components/ui/use-action';
import { changeReport, removeReport } from './actions';

export interface ReportActsProps {
  report: { key: string; name: string; shared: boolean };
  mayShare: boolean;
}

/** What its maker, and whoever may share, can do with a report. */
export function ReportActs({ report, mayShare }: ReportActsProps) {
  const router = useRouter();
  const [removing, setRemoving] = useState(false);
  const { key: id, name, shared } = report;
  const share = useAction(changeReport, {
    onSuccess: () => {
      toast.success(shared ? 'Kept to yourself again' : 'Shared with everybody who sees its module');
    },
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The report could not be changed.'),
  });
  return (
    <>
      {mayShare ? (
        <Button pending={share.isPending} onClick={() => share.execute({ id, shared: !shared })}>
          <Share2 aria-hidden="true" />
          {shared ? 'Stop sharing' : 'Share'}
        </Button>
      ) : null}
      <Button asChild>
        <Link href={`/reports/${id}/edit`}>
          <Pencil aria-hidden="true" />
          Edit
        </Link>
      </Button>
      <Button onClick={() => setRemoving(true)}>
        <Trash2 aria-hidden="true" />
        Delete
      </Button>
      {removing ? (
        <ConfirmAct
          act={removeReport}
          input={{ id }}
          title={`Delete ${name}?`}
          description="The report goes, for everybody it is shared with too. No record is touched."
          confirmLabel="Delete"
          tone="danger"
          onClose={() => setRemoving(false)}
          onDone={() => {
            toast.success('Report deleted');
            router.push('/reports');
          }}
        />
      ) : null}
    </>
  );
}
