'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { counted } from '@/components/ui/counted';
import type { LossPreview } from '@/lib/admin/settings/compliance/preview';
import { untilInWords } from './hold-words';

export interface LossDialogProps {
  /** What would be lost; closed while there is nothing to ask. */
  loss: LossPreview | null;
  title: string;
  confirmLabel: string;
  pending: boolean;
  onClose: () => void;
  onConfirm: (typed: string) => void;
}

/** Names the fields that lose their mark, and asks for a name to be typed. */
export function LossDialog({ loss, title, confirmLabel, pending, onClose, onConfirm }: LossDialogProps) {
  return (
    <ConfirmDialog
      open={loss !== null}
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={loss ? descriptionOf(loss) : ''}
      confirmLabel={confirmLabel}
      confirmText={loss?.confirmText}
      pending={pending}
      onConfirm={() => loss && onConfirm(loss.confirmText)}
    >
      {loss && loss.fields > 0 ? (
        <>
          <ul className="flex max-h-48 flex-col gap-2 overflow-y-auto rounded-sm border border-phi-line bg-phi-soft px-3 py-2.5 text-sm">
            {loss.modules.map((module) => (
              <li key={module.module}>
                <span className="font-medium text-phi-text">{module.plural}</span>
                <span className="text-muted"> · {counted(module.fields.length, 'field')}</span>
                <p className="mt-0.5 text-fg">{module.fields.join(', ')}</p>
              </li>
            ))}
          </ul>
          <p className="text-muted text-sm">
            What is encrypted stays encrypted
            {loss.namesStayHidden ? ', and names made of encrypted fields stay out of search, sorting and lookups' : ''}
            . The marks are remembered, and you can restore them later.
          </p>
        </>
      ) : null}
    </ConfirmDialog>
  );
}

function descriptionOf(loss: LossPreview): string {
  if (loss.fields === 0) return 'No field is marked, so no mark is lost.';
  const where = counted(loss.modules.length, 'module');
  const [lose, their] = loss.fields === 1 ? ['loses its mark', 'Its'] : ['lose their marks', 'Their'];
  const lost = `${counted(loss.fields, 'field')} in ${where} ${lose}.`;
  const then = 'on every screen, and may leave through every door that is open';
  const until = untilInWords(loss.hold);
  if (until === '') return `${lost} ${their} values show at once ${then}.`;
  return `${lost} ${their} values, notes and files stay protected ${until}. Then they show ${then}.`;
}
