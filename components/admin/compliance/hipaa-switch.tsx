'use client';

import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { cn } from '@/components/ui/cn';
import { counted } from '@/components/ui/counted';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import type { LossPreview } from '@/lib/admin/settings/compliance/preview';
import { previewLoss, setHipaaEnabled } from './actions';
import { LossDialog } from './loss-dialog';
import { sayError } from './say-error';

export interface HipaaSwitchProps {
  enabled: boolean;
  /** Fields that are protected still, though their marks are gone. */
  heldFields: number;
  mayManage: boolean;
}

/** The switch of the whole. Off asks first and says what is lost. */
export function HipaaSwitch({ enabled, heldFields, mayManage }: HipaaSwitchProps) {
  const [loss, setLoss] = useState<LossPreview | null>(null);
  const preview = useAction(previewLoss, { onSuccess: ({ data }) => setLoss(data ?? null), onError: sayError });
  const save = useAction(setHipaaEnabled, {
    onSuccess: ({ input }) => {
      setLoss(null);
      toast.success(input.enabled ? 'HIPAA Compliance Settings are on.' : 'HIPAA Compliance Settings are off.');
    },
    onError: sayError,
  });
  const isTurningOn = save.isPending && !enabled;
  return (
    <div className="flex items-start gap-4">
      <span
        aria-hidden="true"
        className={cn(
          'hidden size-10 shrink-0 items-center justify-center rounded-md border sm:flex [&>svg]:size-5',
          enabled ? 'border-phi-line bg-phi-soft text-phi-text' : 'border-line bg-sunken text-subtle',
        )}
      >
        {enabled ? <ShieldCheck /> : <ShieldOff />}
      </span>
      <Switch
        side="end"
        className="flex-1"
        label="Enable HIPAA Compliance Settings"
        description={
          enabled
            ? 'Fields you mark are masked on every screen and withheld at the doors you close. Each reveal is an event.'
            : heldFields > 0
              ? `Switched off. ${counted(heldFields, 'field')} that ${heldFields === 1 ? 'was' : 'were'} marked ${heldFields === 1 ? 'is' : 'are'} protected still, as said below: masked on every screen, and withheld at the doors that are closed.`
              : 'No field is marked. Switch it on to choose what is protected health information.'
        }
        checked={enabled || isTurningOn}
        disabled={!mayManage}
        aria-busy={save.isPending || preview.isPending || undefined}
        onCheckedChange={(checked) => (checked ? save.execute({ enabled: true }) : preview.execute({}))}
      />
      <LossDialog
        loss={loss}
        title="Switch HIPAA compliance off?"
        confirmLabel="Switch off"
        pending={save.isPending}
        onClose={() => setLoss(null)}
        onConfirm={(confirmation) => save.execute({ enabled: false, confirmation })}
      />
    </div>
  );
}
