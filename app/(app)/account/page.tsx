import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { PageHeader } from '@/components/ui/page-header';
import { AccountForm } from '@/components/users/account-form';
import { PasswordForm } from '@/components/users/password-form';
import { page } from '@/lib/http/page';
import { timeZoneNames } from '@/lib/time-zones';
import { getAccount } from '@/lib/users/account';

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
