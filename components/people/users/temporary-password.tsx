'use client';

import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';

export interface TemporaryPasswordProps {
  /** Whose it is. */
  name: string;
  password: string;
  /** A second person has to confirm the account first. */
  waits: boolean;
  onClose: () => void;
}

/** The one time a temporary password is shown. */
export function TemporaryPassword({ name, password, waits, onClose }: TemporaryPasswordProps) {
  async function copy() {
    // Not there over plain http: then the text is selected by a click.
    await navigator.clipboard?.writeText(password);
    toast.success('Copied');
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Temporary password"
        description={`Hand it to ${name} in person or by phone. It is shown only now, and good for 24 hours: they choose another when they sign in.`}
      >
        <DialogBody className="flex flex-col gap-3">
          {waits ? (
            <Callout tone="info">
              You know this password, so {name} reveals no health data until a second person has confirmed it. Those who
              can were told.
            </Callout>
          ) : null}
          <div className="flex items-center gap-2">
            <code className="flex-1 select-all rounded-sm border border-line bg-sunken px-3 py-2 font-mono text-base text-fg">
              {password}
            </code>
            <Button size="icon" aria-label="Copy the password" onClick={copy}>
              <Copy aria-hidden="true" />
            </Button>
          </div>
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
