import type { Metadata } from 'next';
import { ApiReference } from '@/components/developers/api-reference';
import { apiReference } from '@/lib/api/reference';
import { page } from '@/lib/http/page';

export const metadata: Metadata = { title: 'API reference' };

/** For everybody who is signed in: the document itself is public. */
export default function DevelopersPage() {
  return page(async () => <ApiReference reference={apiReference()} />);
}
