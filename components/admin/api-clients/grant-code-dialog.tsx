'use client';

import { ConfirmAct } from '@/components/ui/confirm-act';
import type { Id } from '@/lib/platform/ids';
import { newGrantCode } from './actions';
import { grantCodeOf } from './secrets';
import type { Shown } from './shown-once';

export interface GrantCodeDialogProps {
  client: { id: Id; name: string };
  onClose: () => void;
  onShow: (shown: Shown) => void;
}

/** Makes a grant code for a client: of whoever made it, and of the one it acts for. */
export function GrantCodeDialog({ client: { id, name }, onClose, onShow }: GrantCodeDialogProps) {
  return (
    <ConfirmAct
      act={newGrantCode}
      input={{ id }}
      title={`Make a grant code for ${name}?`}
      description="For programs that ask for one, as with a self client of Zoho. It is good for ten minutes and once, and may do all that the client may."
      confirmLabel="Make code"
      onClose={onClose}
      onDone={({ code }) => onShow(grantCodeOf(name, code))}
    />
  );
}
