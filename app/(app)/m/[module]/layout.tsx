import { notFound } from 'next/navigation';
import { requireSurroundings } from '@/lib/ways-in/http/surroundings';

/**
 * A module that is not there is answered with 404. The list could not say so: its `loading.tsx` goes out first, with 200. It
 * authorises nothing: each page does.
 */
export default async function ModuleLayout({ children, params }: LayoutProps<'/m/[module]'>) {
  const { module } = await params;
  const { metadata } = await requireSurroundings();
  if (!metadata.modules.some(({ apiName }) => apiName === module)) notFound();
  return children;
}
