'use client';

import { Download, Paperclip, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { FileDrop, formatBytes } from '@/components/ui/file-drop';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import { useUpload } from '@/components/ui/use-upload';
import type { AttachmentDto } from '@/lib/crm/attachments/queries';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Id } from '@/lib/platform/ids';
import { removeAttachment } from './actions';

export interface AttachmentsCardProps {
  reference: RecordRef;
  attachments: readonly AttachmentDto[];
  changeable: boolean;
  /** Whether the asker may read files of this module. */
  readable: boolean;
  /** Why not, in words. */
  refusal: string;
}

/** Files are always encrypted; each download is an event. */
export function AttachmentsCard({ reference, attachments, changeable, readable, refusal }: AttachmentsCardProps) {
  const router = useRouter();
  const upload = useUpload<{ id: Id }>(`/api/records/${reference.module}/${reference.recordId}/attachments`);
  async function attach(files: readonly File[]) {
    for (const file of files) {
      if (!(await upload.send(file))) break;
      router.refresh();
    }
  }
  return (
    <Card id="attachments" title={`Attachments (${attachments.length})`}>
      <div className="flex flex-col gap-3">
        {changeable ? (
          <FileDrop
            label="Attach a file"
            hint="Pictures, PDF, text, CSV, DOCX and XLSX, up to 50 MB, encrypted as it arrives"
            onFiles={attach}
            multiple
          />
        ) : null}
        {upload.current ? (
          <Progress
            label={`Uploading ${upload.current.name}`}
            value={upload.current.percent}
            onCancel={upload.cancel}
          />
        ) : null}
        {upload.error ? (
          <Callout tone="danger" role="alert">
            {upload.error}
          </Callout>
        ) : null}
        {!readable && attachments.length > 0 ? (
          <Callout tone="phi">Files of this module may hold personal health data. {refusal}</Callout>
        ) : null}
        {attachments.length === 0 ? <p className="text-sm text-subtle">No attachments yet.</p> : null}
        <ul className="flex flex-col divide-y divide-line empty:hidden">
          {attachments.map((file) => (
            <Attachment key={file.id} file={file} reference={reference} changeable={changeable} readable={readable} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

type AttachmentProps = Omit<AttachmentsCardProps, 'attachments' | 'refusal'> & { file: AttachmentDto };

function Attachment({ file, reference, changeable, readable }: AttachmentProps) {
  const { execute, isPending } = useAction(removeAttachment, {
    onSuccess: () => toast.success('Attachment deleted'),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The attachment could not be deleted.'),
  });
  const name = file.name ?? (file.damaged ? 'Its name does not open' : 'Hidden file');
  return (
    <li className="flex items-center gap-3 py-2 text-sm">
      <Paperclip aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-fg">{name}</span>
        <span className="text-subtle text-xs">
          {formatBytes(file.sizeBytes)} · <Time value={file.createdAt} />
          {file.state === 'quarantined' ? ' · A virus was found in it: locked away' : null}
        </span>
      </span>
      {readable && file.state === 'clean' ? (
        <a
          href={`/api/records/${reference.module}/${reference.recordId}/attachments/${file.id}`}
          download
          aria-label={`Download ${name}`}
          className={buttonClass('ghost', 'icon-sm')}
        >
          <Download aria-hidden="true" />
        </a>
      ) : null}
      {changeable ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Delete ${name}`}
          pending={isPending}
          onClick={() => execute({ ...reference, id: file.id })}
        >
          <Trash2 aria-hidden="true" />
        </Button>
      ) : null}
    </li>
  );
}
