'use client';

import { useState } from 'react';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { useAction } from '@/components/ui/use-action';
import type { LossPreview } from '@/lib/admin/settings/compliance/preview';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { deselectModule, previewLoss, selectModule } from './actions';
import { LossDialog } from './loss-dialog';
import { Meter } from './meter';
import { ModuleTile } from './module-tile';
import { sayError } from './say-error';

export interface ModulePickerProps {
  overview: Pick<ComplianceOverview, 'modules' | 'maxModules' | 'maxMarkedFields' | 'mayManage' | 'mayMark'>;
}

/** Which modules hold personal health data. The limit is the server's: it says no, and why. */
export function ModulePicker({ overview }: ModulePickerProps) {
  const { modules, maxModules, maxMarkedFields, mayManage, mayMark } = overview;
  const [loss, setLoss] = useState<{ module: string; preview: LossPreview } | null>(null);
  const select = useAction(selectModule);
  const deselect = useAction(deselectModule, {
    onSuccess: () => {
      setLoss(null);
      // What was refused for want of room may be tried again.
      select.reset();
    },
    onError: sayError,
  });
  const preview = useAction(previewLoss, {
    onSuccess: ({ data, input }) => {
      if (!data || !input.module) return;
      if (data.fields > 0) setLoss({ module: input.module, preview: data });
      else deselect.execute({ module: input.module });
    },
    onError: sayError,
  });
  const count = modules.filter((module) => module.selected).length;
  const isOnItsWay = (module: string) => select.isPending && select.input?.module === module;

  return (
    <Card
      id="modules"
      title="Modules"
      description="Select every module that holds protected health information. Then mark the fields in its layout."
    >
      <div className="mb-3 flex items-center gap-3">
        <span aria-live="polite" className="font-medium text-fg text-sm tabular-nums">
          {count} of {maxModules} modules
        </span>
        <Meter label="Selected modules" value={count} max={maxModules} blocks className="max-w-xs flex-1" />
      </div>
      <fieldset aria-label="Modules" className="contents">
        <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
          {modules.map((choice) => (
            <ModuleTile
              key={choice.module}
              choice={choice}
              maxMarkedFields={maxMarkedFields}
              selected={choice.selected || isOnItsWay(choice.module)}
              disabled={!mayManage}
              mayMark={mayMark}
              onSelect={(selected) =>
                selected ? select.execute({ module: choice.module }) : preview.execute({ module: choice.module })
              }
            />
          ))}
        </ul>
      </fieldset>
      {select.hasErrored ? (
        <Callout tone="danger" role="alert" className="mt-3">
          {select.result.serverError?.message ?? 'The server did not answer. Nothing was saved; try again.'}
        </Callout>
      ) : null}
      <LossDialog
        loss={loss?.preview ?? null}
        title={`Deselect ${loss?.preview.confirmText ?? ''}?`}
        confirmLabel="Deselect"
        pending={deselect.isPending}
        onClose={() => setLoss(null)}
        onConfirm={(confirmation) => loss && deselect.execute({ module: loss.module, confirmation })}
      />
    </Card>
  );
}
