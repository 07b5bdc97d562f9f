import Link from 'next/link';
import { Callout } from '@/components/ui/callout';

export interface ClosedBannerProps {
  /** The signed-in person reads the audit log. */
  showAudit: boolean;
}

/** On every page while the settings of protection do not check: what happened, what it means, who can do what. */
export function ClosedBanner({ showAudit }: ClosedBannerProps) {
  return (
    <Callout tone="warning" className="mb-4" title="Protection is closed: its settings were changed outside Careledger">
      <p>
        Marks, encryption or restrictions in the database are not as Careledger left them. Until they are, every value
        that can be protected is hidden, nothing of it leaves by exports, the API or print, and records and settings
        cannot be changed. Nothing is lost: chats, notes and records are there.
      </p>
      <p className="mt-1">
        You need not do anything. Compliance officers were told
        {showAudit ? (
          <>
            {' '}
            (
            <Link href="/audit?action=integrity.failed" className="underline">
              audit log
            </Link>
            )
          </>
        ) : null}
        . Whoever runs the server puts the settings back, as docs/operations.md says under “When Careledger says that
        something was changed outside it”; this goes away at once then.
      </p>
    </Callout>
  );
}
