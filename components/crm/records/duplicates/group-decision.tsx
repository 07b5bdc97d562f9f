import { Combine, Undo2, UserX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { useAction } from '@/components/ui/use-action';
import type { DuplicateGroup } from '@/lib/crm/records/duplicates/list';
import { MOST_MERGED } from '@/lib/crm/records/merge/limits';
import { nameApart } from '../same-names';
import { setApart, takeBack } from './actions';

export interface GroupDecisionProps {
  module: { apiName: string };
  records: DuplicateGroup['records'];
  /** Names that more than one record of the page has. */
  twice: ReadonlySet<string>;
  /** They were told apart. */
  apart: boolean;
}

/** What becomes of records that look the same: merged, told apart, or looked at again. */
export function GroupDecision({ module, records, twice, apart }: GroupDecisionProps) {
  const router = useRouter();
  const together = { module: module.apiName, records: records.map(({ id, version }) => ({ id, version })) };
  const failed = ({ error }: { error: { serverError?: { message: string } | undefined } }) =>
    void toast.error(error.serverError?.message ?? 'It did not work.');
  const takingBack = useAction(takeBack, { onError: failed });
  /** Called when this card is gone: hooks of actions tell nothing any more by then. */
  async function undo() {
    const answer = await takeBack(together).catch(() => undefined);
    if (!answer || answer.serverError) toast.error(answer?.serverError?.message ?? 'It could not be undone.');
  }
  const settingApart = useAction(setApart, {
    onSuccess: () => {
      toast.success('They are not told again unless another record joins them', {
        action: { label: 'Undo', onClick: () => void undo() },
      });
      router.refresh();
    },
    onError: failed,
  });
  const first = records.slice(0, MOST_MERGED);
  const about = records.map((record) => nameApart(record, twice)).join(', ');
  const isFixed = records.some(({ changeable }) => !changeable);
  return (
    <>
      {records.length > MOST_MERGED ? (
        <p className="flex-1 basis-60 text-muted text-sm">
          The first {MOST_MERGED} are merged at once. The others stay here for after.
        </p>
      ) : null}
      {isFixed ? (
        <p className="flex-1 basis-60 text-muted text-sm">
          One of them belongs to somebody whose records you may only see.
        </p>
      ) : apart ? (
        <Button pending={takingBack.isPending} onClick={() => takingBack.execute(together)}>
          <Undo2 aria-hidden="true" />
          They may be the same
        </Button>
      ) : (
        <>
          <Button
            aria-label={`These are different: ${about}`}
            pending={settingApart.isPending}
            onClick={() => settingApart.execute(together)}
          >
            <UserX aria-hidden="true" />
            These are different
          </Button>
          <Link
            prefetch={false}
            href={`/m/${module.apiName}/merge?ids=${first.map(({ id }) => id).join(',')}`}
            aria-label={`Merge ${first.map((record) => nameApart(record, twice)).join(', ')}`}
            className={buttonClass('primary')}
          >
            <Combine aria-hidden="true" />
            Merge…
          </Link>
        </>
      )}
    </>
  );
}
