import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';

/** An address that was changed by hand, or cut off in a mail: said rather than guessed. */
export function BadAddress() {
  return (
    <>
      <PageHeader title="Audit log" />
      <ErrorState
        title="This address has a filter that does not exist"
        text="Part of it may be missing. Nothing was looked up."
        action={
          <Link href="/audit" className={buttonClass('secondary')}>
            Show the audit log without filters
          </Link>
        }
      />
    </>
  );
}
