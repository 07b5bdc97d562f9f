import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { AgreementDto } from '@/lib/admin/agreements/get';

/** What became of it, the newest first. Every step, with who took it, is in the audit log. */
export function HistoryCard({ agreement }: { agreement: AgreementDto }) {
  return (
    <Card
      id="history"
      title="History"
      actions={
        <Link href="/audit?range=all&action=group:apps" className="text-accent-text text-sm underline">
          Audit log
        </Link>
      }
    >
      <ol className="flex flex-col gap-1.5 text-sm">
        {stepsOf(agreement).map(({ key, at, words }) => (
          <li key={key} className="flex flex-wrap gap-x-3">
            <span className="w-44 shrink-0 text-muted">
              <Time value={at} />
            </span>
            <span className="min-w-0 break-words text-fg">{words}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

interface Step {
  key: string;
  at: string;
  words: string;
}

function stepsOf({ createdAt, createdBy, papers, signings, signedAt, inForceAt, withdrawnAt }: AgreementDto): Step[] {
  const step = (key: string, at: string | null, words: string): Step[] => (at ? [{ key, at, words }] : []);
  const steps = [
    ...step('created', createdAt, `Added by ${createdBy ?? 'somebody'}`),
    ...papers.flatMap(({ id, createdAt: at, name, kind }) =>
      step(id, at, `${kind === 'signed' ? 'Signed file' : 'Document'} kept: ${name}`),
    ),
    ...signings.flatMap(({ id, createdAt: at, openedAt, ourName, theirName, signedAt: by }) => [
      ...step(`${id} made`, at, `Sent for signing; ${ourName} signed for us`),
      ...step(`${id} opened`, openedAt, 'Opened by the other side'),
      ...step(`${id} signed`, by, `${theirName} signed for them`),
    ]),
    ...step('signed', signedAt, 'Signed by both'),
    ...step('in force', inForceAt, 'Put in force'),
    ...step('withdrawn', withdrawnAt, 'Withdrawn'),
  ];
  return steps.sort((one, other) => other.at.localeCompare(one.at));
}
