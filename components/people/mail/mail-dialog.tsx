'use client';

import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { DescriptionList } from '@/components/ui/description-list';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { MailDto } from '@/lib/people/outbox/list-mails';
import { openMail } from './actions';

/** Asks before a mail is read, for that is an event; then shows it. */
export function MailDialog({ mail, onClose }: { mail: MailDto; onClose: () => void }) {
  const act = useAction(openMail);
  const read = act.result.data;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={read ? read.subject : `Read: ${mail.what}`}
        description={read ? undefined : 'That you read it is recorded. A link in it is for whom it was sent to.'}
      >
        <DialogBody className="flex flex-col gap-4">
          <ActionError of={act} />
          {read ? (
            <>
              <DescriptionList items={[{ term: 'To', value: read.to }]} />
              <pre className="whitespace-pre-wrap break-words rounded-sm border border-line bg-sunken px-3 py-2 font-sans text-fg text-sm">
                {read.text}
              </pre>
            </>
          ) : (
            <Callout tone="warning">
              Whoever has read a link to somebody else’s password counts as having reset it: that person is told, and
              where their account may read health data, it reveals none until a second person has confirmed.
            </Callout>
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{read ? 'Done' : 'Cancel'}</Button>
          {read ? null : (
            <Button variant="primary" pending={act.isPending} onClick={() => act.execute({ id: mail.id })}>
              Read it
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
