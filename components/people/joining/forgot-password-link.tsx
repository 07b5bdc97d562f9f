import Link from 'next/link';

export function ForgotPasswordLink() {
  return (
    <Link href="/forgot-password" className="text-center text-muted text-sm underline">
      Forgot your password?
    </Link>
  );
}
