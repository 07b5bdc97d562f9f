'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { FileDrop } from '@/components/ui/file-drop';
import { Progress } from '@/components/ui/progress';
import { useUpload } from '@/components/ui/use-upload';

const MAX_BYTES = 100 * 1_000_000;

export function UploadCard({ module }: { module: string }) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const upload = useUpload<{ importId: string }>(`/api/imports/${module}`);

  async function send() {
    if (!file) return;
    const answer = await upload.send(file);
    if (answer) router.push(`/m/${module}/import/${answer.importId}`);
  }

  return (
    <Card id="upload" title="Upload" className="max-w-4xl">
      <div className="flex flex-col gap-4">
        <FileDrop
          label="CSV file"
          hint="Or an Excel workbook (XLSX). One row names the columns; CSV up to 100 MB, XLSX up to 50 MB. It is encrypted as it arrives."
          accept=".csv,.txt,.tsv,.xlsx,.xlsm,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          maxBytes={MAX_BYTES}
          onFiles={(files) => setFile(files[0] ?? null)}
        />
        {upload.current ? (
          <Progress
            label={upload.current.percent < 100 ? 'Uploading' : 'Reading the file'}
            value={upload.current.percent < 100 ? upload.current.percent : undefined}
            onCancel={upload.cancel}
          />
        ) : null}
        {upload.error ? (
          <Callout tone="danger" role="alert">
            {upload.error}
          </Callout>
        ) : null}
        <div className="flex justify-end">
          <Button variant="primary" disabled={!file} pending={upload.current !== null} onClick={send}>
            Continue
          </Button>
        </div>
      </div>
    </Card>
  );
}
