import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { useAction } from '@/components/ui/use-action';
import type { Compared } from '@/lib/crm/records/merge/compare';
import type { Id } from '@/lib/platform/ids';
import { mergeChosen, undoMerging } from './actions';
import { usualChoices } from './usual-choices';

/** Which record stays, whose values it gets, and doing it, with undo. */
export function useMerge(compared: Compared) {
  const router = useRouter();
  const { columns } = compared;
  const module = compared.module.apiName;
  const [keepId, setKeepId] = useState<Id>(columns[0]?.record.id ?? '');
  const [choices, setChoices] = useState<Record<string, Id>>(() => usualChoices(compared, keepId));

  function keep(id: Id) {
    setKeepId(id);
    setChoices(usualChoices(compared, id));
  }
  /** Called when this page is gone: hooks of actions tell nothing any more by then. */
  async function bringBack(mergeId: Id) {
    const answer = await undoMerging({ module, mergeId }).catch(() => undefined);
    if (answer?.data) router.refresh();
    else toast.error(answer?.serverError?.message ?? 'The merge could not be undone.');
  }
  const merge = useAction(mergeChosen, {
    onSuccess: ({ data }) => {
      toast.success(`${columns.length} records are one now`, {
        action: { label: 'Undo', onClick: () => void bringBack(data.mergeId) },
      });
      router.push(`/m/${module}/${keepId}`);
    },
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'They could not be merged.'),
  });
  const run = () =>
    merge.execute({
      module,
      keepId,
      otherIds: columns.map(({ record }) => record.id).filter((id) => id !== keepId),
      versions: Object.fromEntries(columns.map(({ record }) => [record.id, record.version])),
      choices: Object.fromEntries(Object.entries(choices).filter(([, id]) => id !== keepId)),
    });
  const choose = (field: string, id: Id) => setChoices((now) => ({ ...now, [field]: id }));
  return { keepId, keep, choices, choose, run, isPending: merge.isPending };
}
