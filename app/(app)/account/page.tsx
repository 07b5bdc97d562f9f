import type { Metadata } from 'next';
import Link from 'next/link';
import { AccountForm } from '@/components/people/users/account-form';
import { PasswordForm } from '@/components/people/users/password-form';
import { buttonClass } from '@/components/ui/button-class';
import { PageHeader } from '@/components/ui/page-header';
import { getAccount } from '@/lib/people/users/account';
import { timeZoneNames } from '@/lib/platform/time-zones';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Personal settings' };

export default function AccountPage() {
  return page(async (ctx) => {
    const account = await getAccount(ctx);
    return (
      <>
        <PageHeader
          title="Personal settings"
          actions={
            <>
              <Link href="/account/security" className={buttonClass()}>
                Second factor
              </Link>
              <Link href="/account/notifications" className={buttonClass()}>
                Notifications
              </Link>
              <Link href="/account/reviews" className={buttonClass()}>
                People I review
              </Link>
              <Link href="/account/access" className={buttonClass()}>
                What I can see
              </Link>
              <Link href="/account/programs" className={buttonClass()}>
                Programs that act for me
              </Link>
              <Link href="/account/sessions" className={buttonClass()}>
                My sessions
              </Link>
            </>
          }
        />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <AccountForm account={account} timeZones={timeZoneNames()} />
          <PasswordForm email={account.email} />
        </div>
      </>
    );
  });
}
