import type { Metadata } from 'next';
import { PasswordForm } from '@/components/users/password-form';
import { SignOutButton } from '@/components/users/sign-out-button';
import { requireTemporarySession } from '@/lib/http/require-context';
import { returnPathOf } from '@/lib/http/return-path';
import { getAccount } from '@/lib/users/account';

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
