import { Callout } from '@/components/ui/callout';
import { Time } from '@/components/ui/time';
import type { LedgerCheck } from '@/lib/admin/audit/verify/verify';
import type { Verdict } from '@/lib/protection/ledger/verify/finding';

const TITLES: Record<Verdict, string> = {
  valid: 'Nothing wrong found',
  invalid: 'Something was changed',
  diverged: 'This is not what was published',
  unknown: 'It cannot be told',
};

/** What a check of the audit log found. */
export function CheckResult({ check, at }: { check: LedgerCheck; at: string }) {
  const { verdict, entries, waiting, published, witnesses, problem } = check;
  const number = (count: number) => count.toLocaleString('en-US');
  return (
    <Callout
      tone={verdict === 'valid' ? 'success' : 'danger'}
      role={verdict === 'valid' ? 'status' : 'alert'}
      title={TITLES[verdict]}
    >
      {problem ? <p>{problem.entryId === null ? problem.what : `Entry ${problem.entryId} ${problem.what}.`}</p> : null}
      <p>
        {problem ? 'Found good before that: ' : ''}
        {number(entries)} {entries === 1 ? 'entry' : 'entries'} in the signed tree
        {waiting > 0 ? `, ${number(waiting)} waiting to be signed` : ''}
        {published === null ? '' : `; ${number(published)} published checkpoints agree`}
        {witnesses ? `; ${witnesses.signed} of ${witnesses.of} witnesses signed` : ''}.
      </p>
      <p className="text-muted">
        <Time value={at} />
      </p>
    </Callout>
  );
}
