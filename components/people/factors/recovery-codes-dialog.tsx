'use client';

import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';

/** The one time recovery codes are shown. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  async function copy() {
    // Not there over plain http: then the text is selected by hand.
    await navigator.clipboard?.writeText(codes.join('\n'));
    toast.success('Copied');
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title="Recovery codes"
        description="Each opens your account once, with your password, when you have lost your second factor. They are shown only now: print them or write them down, and keep them away from your device."
      >
        <DialogBody>
          <ul
            aria-label="Recovery codes"
            className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-sm border border-line bg-sunken px-3 py-2 font-mono text-fg sm:grid-cols-2"
          >
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </DialogBody>
        <DialogFooter>
          <Button onClick={copy}>
            <Copy aria-hidden="true" />
            Copy
          </Button>
          <Button variant="primary" onClick={onClose}>
            I have kept them
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
