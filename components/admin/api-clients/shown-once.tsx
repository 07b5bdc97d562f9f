'use client';

import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';

export interface ShownOnceProps {
  title: string;
  description: string;
  warning?: string;
  secrets: readonly { label: string; value: string }[];
  onClose: () => void;
}

/** What is shown, before it is on the screen. */
export type Shown = Omit<ShownOnceProps, 'onClose'>;

const PROGRAM = 'Shown only now. Keep it where the program keeps its secrets, never in its code.';

/** The one time that secrets are shown. */
export function ShownOnce({ title, description, warning = PROGRAM, secrets, onClose }: ShownOnceProps) {
  async function copy(value: string) {
    // Not there over plain http: then the text is selected by a click.
    await navigator.clipboard?.writeText(value);
    toast.success('Copied');
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent size="lg" title={title} description={description}>
        <DialogBody className="flex flex-col gap-4">
          <Callout tone="warning">{warning}</Callout>
          {secrets.map(({ label, value }) => (
            <div key={label}>
              <p className="mb-1 font-medium text-fg text-sm">{label}</p>
              <div className="flex items-center gap-2">
                <code className="min-w-0 flex-1 select-all break-all rounded-sm border border-line bg-sunken px-3 py-2 font-mono text-fg text-sm">
                  {value}
                </code>
                <Button size="icon" aria-label={`Copy the ${label.toLowerCase()}`} onClick={() => copy(value)}>
                  <Copy aria-hidden="true" />
                </Button>
              </div>
            </div>
          ))}
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
