'use client';

import { ActionError } from '@/components/ui/action-error';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { FileDrop } from '@/components/ui/file-drop';
import { useAction } from '@/components/ui/use-action';
import type { ReportState } from '@/lib/people/users/access-reviews/close';
import { checkReport } from './actions';

const SAYS: Record<ReportState, { tone: 'success' | 'danger'; title: string; text: string }> = {
  signed: {
    tone: 'success',
    title: 'This report is as it was signed',
    text: 'Each letter of it is as this organisation signed it.',
  },
  altered: {
    tone: 'danger',
    title: 'This report was altered',
    text: 'It names this organisation, and is not what was signed.',
  },
  foreign: {
    tone: 'danger',
    title: 'This is no report of this organisation',
    text: 'It is no report of an access review, or somebody else signed it.',
  },
};

/** Whether a file is a report as it was signed. */
export function CheckReport() {
  const check = useAction(checkReport);
  const says = check.result.data === undefined ? null : SAYS[check.result.data];
  return (
    <Card id="check" title="Check a report" description="Whether a file that somebody gave you is as it was signed.">
      <div className="flex flex-col gap-3">
        <ActionError of={check} />
        {says ? (
          <Callout tone={says.tone} role="status" title={says.title}>
            {says.text}
          </Callout>
        ) : null}
        <FileDrop
          label="Choose a report"
          hint="The text file, up to 900 KB"
          accept=".txt,text/plain"
          maxBytes={900_000}
          onFiles={async ([file]) => {
            if (file) check.execute({ text: await file.text() });
          }}
        />
      </div>
    </Card>
  );
}
