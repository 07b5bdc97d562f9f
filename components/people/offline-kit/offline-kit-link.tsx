import Link from 'next/link';

export function OfflineKitLink() {
  return (
    <Link href="/offline-kit" className="text-center text-muted text-sm underline">
      Sign in is not possible? Use the offline kit
    </Link>
  );
}
