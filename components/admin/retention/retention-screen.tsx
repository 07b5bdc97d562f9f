import Link from 'next/link';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import type { RetentionDto } from '@/lib/admin/audit/retention/queries';
import { HoldsCard } from './holds-card';
import { TermsCard } from './terms-card';
import { TonightCard } from './tonight-card';

/** How long entries of the audit log keep their bodies, what goes next, and what is held. */
export function RetentionScreen({ retention }: { retention: RetentionDto }) {
  const { terms, isForeign, waits, mayChange, tonight, holds } = retention;
  return (
    <>
      <PageHeader
        title="Audit log retention"
        description="When an entry’s time is over, its body goes for good: names, addresses, fields, values, reasons. What stays is when it was, which act, the ids of who and what, and its hash, so that the log still proves itself."
      />
      <div className="flex flex-col gap-4">
        {isForeign ? (
          <Callout tone="danger" title="The terms were changed outside Careledger">
            Nothing expires until somebody saves them here.
          </Callout>
        ) : null}
        {holds.some(({ isKept }) => !isKept) ? (
          <Callout tone="danger" title="A legal hold was changed outside Careledger">
            Nothing expires until it is set right.
          </Callout>
        ) : null}
        {waits ? (
          <Callout tone="warning">
            Shorter terms wait for a second person: see{' '}
            <Link href="/setup/approvals" className="underline">
              Approvals
            </Link>
            .
          </Callout>
        ) : null}
        <TermsCard terms={terms} mayChange={mayChange} />
        <TonightCard months={tonight} />
        <HoldsCard holds={holds} />
      </div>
    </>
  );
}
