import Link from 'next/link';
import { Callout } from '@/components/ui/callout';

/** Why the right to reveal, which the profile grants, is not there. */
export function AccountWaits() {
  return (
    <Callout tone="warning" className="mb-4">
      Your account was changed by another person. Until a second person has confirmed it, you can neither reveal health
      data nor chat.{' '}
      <Link href="/notices" className="underline">
        Notices
      </Link>{' '}
      say what was changed.
    </Callout>
  );
}
