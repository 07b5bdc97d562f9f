'use client';

import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useAction } from '@/components/ui/use-action';
import type { RulePreview as Preview } from '@/lib/people/users/sharing/preview';
import { tryRule } from './actions';
import { type RuleDraft, sharesOf } from './rule-draft';

/** Says in numbers what the rule as it is entered would share. */
export function RulePreview({ draft }: { draft: RuleDraft }) {
  const preview = useAction(tryRule);
  const { data } = preview.result;
  const isOfDraft = JSON.stringify(preview.input) === JSON.stringify(sharesOf(draft));
  return (
    <div className="flex flex-col items-start gap-3">
      <Button pending={preview.isPending} onClick={() => preview.execute(sharesOf(draft))}>
        Preview
      </Button>
      <ActionError of={preview} />
      {data && isOfDraft ? (
        <Callout role="status" className="w-full">
          {wordsOf(data)}
        </Callout>
      ) : null}
    </div>
  );
}

const MOST = 10_000;

const many = (count: number, one: string, more: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${more}`;

function wordsOf({ records, owners, people, isOpen }: Preview): string {
  const some =
    records > MOST ? `more than ${MOST.toLocaleString('en-US')} records` : many(records, 'record', 'records');
  const of = owners === null ? '' : ` of ${many(owners, 'owner', 'owners')}`;
  const open = isOpen ? ' Everybody sees and changes them as it is.' : '';
  return `This rule would show ${some}${of} to ${many(people, 'person', 'people')}.${open}`;
}
