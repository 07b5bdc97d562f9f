'use client';

import { Download } from 'lucide-react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { Completeness } from '@/lib/admin/audit/answer/completeness';
import { takeProof } from './actions';
import { saveText } from './save-text';

export interface CompletenessNoteProps {
  completeness: Completeness;
  recordId: string;
  className?: string;
}

/** Whether what is said of a record is all there is, and what vouches for it. */
export function CompletenessNote({ completeness, recordId, className }: CompletenessNoteProps) {
  const { state } = completeness;
  if (state === 'complete') return <Complete {...completeness} recordId={recordId} className={className} />;
  if (state === 'wrong') {
    return (
      <Callout tone="danger" title="Not complete" className={className}>
        {completeness.problem} Check the whole log, and tell your compliance officer.
      </Callout>
    );
  }
  return (
    <Callout className={className} title={TITLES[state]}>
      {WORDS[state]}
    </Callout>
  );
}

const TITLES = {
  waits: 'Not proven yet',
  many: 'Not proven here',
  partly: 'A part of the log',
} as const;

const WORDS = {
  waits: 'That nothing was left out can be proven once the worker has signed a checkpoint over all entries.',
  many: 'There are more than 5,000 entries about this record. Checking the whole log proves that none was left out.',
  partly:
    'This is as far as you may see: what you did, and those whose role is below yours. Whether that is all is shown to those who read the whole log.',
} as const;

function Complete({
  entries,
  withoutBody,
  at,
  treeSize,
  recordId,
  className,
}: Extract<Completeness, { state: 'complete' }> & Omit<CompletenessNoteProps, 'completeness'>) {
  const take = useAction(takeProof, {
    onSuccess: ({ data }) => saveText(`record-${recordId}.careledger-answer.json`, JSON.stringify(data, null, 1)),
  });
  return (
    <Callout
      tone={withoutBody > 0 ? 'warning' : 'success'}
      className={className}
      title={entries === 0 ? 'Complete: no entry is about this record' : `Complete: ${counted(entries)}, none left out`}
      action={
        <Button size="sm" pending={take.isPending} onClick={() => take.execute({ kind: 'record', id: recordId })}>
          <Download aria-hidden="true" />
          Download the proof
        </Button>
      }
    >
      <p>
        By the signed checkpoint of <Time value={at} />, over {treeSize.toLocaleString('en-US')} entries of the log.
        Acts of every kind about this record are counted; newer ones follow soon.
      </p>
      {withoutBody > 0 ? (
        <p>
          Of {counted(withoutBody)} only the hash is left: they have expired, or were taken away. Checking the whole log
          tells which.
        </p>
      ) : null}
      <ActionError of={take} />
    </Callout>
  );
}

const counted = (n: number): string => `${n.toLocaleString('en-US')} ${n === 1 ? 'entry' : 'entries'}`;
