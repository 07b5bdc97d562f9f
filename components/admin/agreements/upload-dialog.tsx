'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { FileDrop } from '@/components/ui/file-drop';
import { Input } from '@/components/ui/input';
import { Progress } from '@/components/ui/progress';
import { useAction } from '@/components/ui/use-action';
import { useUpload } from '@/components/ui/use-upload';
import { sayIsSigned } from './actions';

export interface UploadDialogProps {
  agreementId: string;
  kind: 'document' | 'signed';
  /** Both have signed on a day: the agreement enters into force by this file. */
  asksForDay: boolean;
  onClose: () => void;
}

const MAX_BYTES = 20 * 1_000_000;

const WORDS = {
  document: {
    title: 'Upload document',
    description: 'A paper of your own, to be signed in the place of the template.',
  },
  signed: { title: 'Upload signed file', description: 'The paper that both sides have signed, as a PDF.' },
};

/** Uploads a paper and, of a signed one, says when it was signed. */
export function UploadDialog({ agreementId, kind, asksForDay, onClose }: UploadDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [fileId, setFileId] = useState<string | null>(null);
  const upload = useUpload<{ id: string }>(`/api/agreements/${agreementId}/papers?kind=${kind}`);
  const sign = useAction(sayIsSigned, {
    onSuccess: ({ data }) => {
      onClose();
      toast.success(data.waits ? 'Signed. It waits for a second person' : 'Signed and in force');
    },
  });
  const errors = sign.result.serverError?.fields ?? {};

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!file) return;
    const signedOn = String(new FormData(event.currentTarget).get('signedOn') ?? '');
    // Uploaded once, also where the day was wrong at first.
    const id = fileId ?? (await upload.send(file))?.id;
    if (!id) return;
    setFileId(id);
    if (asksForDay) return sign.execute({ agreementId, fileId: id, signedOn });
    onClose();
    toast.success('The paper is kept');
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent {...WORDS[kind]}>
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={sign} shown={Object.keys(errors)} />
            {upload.error ? (
              <Callout tone="danger" role="alert">
                {upload.error}
              </Callout>
            ) : null}
            <FileDrop
              label="PDF"
              hint="Up to 20 MB, without scripts and without other files in it. It is encrypted as it arrives."
              accept=".pdf,application/pdf"
              maxBytes={MAX_BYTES}
              onFiles={(files) => {
                setFile(files[0] ?? null);
                setFileId(null);
              }}
            />
            {upload.current ? (
              <Progress label="Uploading" value={upload.current.percent} onCancel={upload.cancel} />
            ) : null}
            {asksForDay ? (
              <Field
                label="Signed on"
                required
                error={errors.signedOn}
                hint="The day on which the later of both signed"
              >
                <Input name="signedOn" type="date" />
              </Field>
            ) : null}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="primary"
              disabled={!file}
              pending={upload.current !== null || sign.isPending}
            >
              Upload
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
