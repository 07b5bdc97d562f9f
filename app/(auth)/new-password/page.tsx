import type { Metadata } from 'next';
import { PasswordForm } from '@/components/people/users/password-form';
import { SignOutButton } from '@/components/people/users/sign-out-button';
import { getAccount } from '@/lib/people/users/account';
import { requireTemporarySession } from '@/lib/ways-in/http/require-context';
import { returnPathOf } from '@/lib/ways-in/http/return-path';

export const metadata: Metadata = { title: 'Choose a password' };

interface NewPasswordPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewPasswordPage({ searchParams }: NewPasswordPageProps) {
  const { ctx } = await requireTemporarySession();
  const { email } = await getAccount(ctx);
  return (
    <div className="flex flex-col gap-4">
      <PasswordForm email={email} first={{ goOnTo: returnPathOf((await searchParams).callbackUrl) }} />
      <div className="text-muted text-sm underline">
        <SignOutButton />
      </div>
    </div>
  );
}
