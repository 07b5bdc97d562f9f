import type { Metadata } from 'next';
import { KitSignInForm } from '@/components/people/offline-kit/kit-sign-in-form';

export const metadata: Metadata = { title: 'Offline kit' };

export default function OfflineKitSignInPage() {
  return <KitSignInForm />;
}
