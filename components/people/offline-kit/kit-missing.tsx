import Link from 'next/link';
import { Callout } from '@/components/ui/callout';

/** Where people sign in by single sign-on only, and no kit is in force. */
export function KitMissing() {
  return (
    <Callout tone="warning" title="No offline kit is in force">
      People sign in by single sign-on only. For the day its provider is away,{' '}
      <Link href="/setup/offline-kit" className="underline">
        make an offline kit
      </Link>
      .
    </Callout>
  );
}
