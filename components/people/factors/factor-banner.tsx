import Link from 'next/link';
import { Callout } from '@/components/ui/callout';
import { Time } from '@/components/ui/time';

/** Until when one may do without a second factor. @param neededFrom ISO time */
export function FactorBanner({ neededFrom }: { neededFrom: string }) {
  return (
    <Callout tone="warning" className="mb-4">
      Your organisation asks you for a second factor. From <Time value={neededFrom} /> on, you set one up before
      anything else.{' '}
      <Link href="/account/security" className="underline">
        Set it up now
      </Link>
      .
    </Callout>
  );
}
