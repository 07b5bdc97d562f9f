'use client';

import { Download, FileText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { formatBytes } from '@/components/ui/file-drop';
import { Time } from '@/components/ui/time';
import type { AgreementDto, PaperDto } from '@/lib/admin/agreements/get';
import { UploadDialog } from './upload-dialog';

/** Every version of the paper; each is encrypted, and each download is an event. */
export function PapersCard({ agreement }: { agreement: AgreementDto }) {
  const router = useRouter();
  const [upload, setUpload] = useState<'document' | 'signed' | null>(null);
  const { id, papers, status, signedAt } = agreement;
  const isClosed = status === 'withdrawn' || status === 'changed';
  const close = () => {
    setUpload(null);
    router.refresh();
  };
  return (
    <Card
      id="papers"
      title={`Papers (${papers.length})`}
      description="Kept encrypted, every version. Each download is in the audit log."
      actions={
        isClosed ? null : (
          <>
            <Button onClick={() => setUpload('document')}>Upload document</Button>
            <Button onClick={() => setUpload('signed')}>Upload signed file</Button>
          </>
        )
      }
    >
      {papers.length === 0 ? <p className="text-sm text-subtle">No paper yet.</p> : null}
      <ul className="flex flex-col divide-y divide-line empty:hidden">
        {papers.map((paper) => (
          <Paper key={paper.id} agreementId={id} paper={paper} />
        ))}
      </ul>
      {upload ? (
        <UploadDialog agreementId={id} kind={upload} asksForDay={upload === 'signed' && !signedAt} onClose={close} />
      ) : null}
    </Card>
  );
}

function Paper({ agreementId, paper }: { agreementId: string; paper: PaperDto }) {
  const { id, name, kind, sizeBytes, sha256, createdAt, createdBy } = paper;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <FileText aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 text-fg text-sm">
          <span className="min-w-0 break-words">{name}</span>
          {kind === 'signed' ? <Badge tone="success">Signed</Badge> : null}
        </p>
        <p className="break-all text-muted text-xs">
          {formatBytes(sizeBytes)}, <Time value={createdAt} />, {createdBy ?? 'signed by the other side'}. SHA-256{' '}
          <span className="font-mono">{sha256}</span>
        </p>
      </div>
      <a href={`/api/agreements/${agreementId}/papers/${id}`} download className={buttonClass('secondary', 'sm')}>
        <Download aria-hidden="true" />
        Download
      </a>
    </li>
  );
}
