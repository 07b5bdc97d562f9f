import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';

/** An address that was changed by hand, or cut off in a mail: said rather than guessed. */
export function BadAddress({ title = 'Audit log', href = '/audit' }: { title?: string; href?: string }) {
  return (
    <>
      <PageHeader title={title} />
      <ErrorState
        title="This address has a filter that does not exist"
        text="Part of it may be missing. Nothing was looked up."
        action={
          <Link href={href} className={buttonClass('secondary')}>
            Show it without filters
          </Link>
        }
      />
    </>
  );
}
