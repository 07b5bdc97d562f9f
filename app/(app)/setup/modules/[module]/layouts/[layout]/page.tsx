import type { Metadata } from 'next';
import { LayoutEditor } from '@/components/admin/customization/layout-editor';
import { getLayoutSetup } from '@/lib/admin/customization/queries';
import { page } from '@/lib/ways-in/http/page';

interface Props {
  params: Promise<{ module: string; layout: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { module } = await params;
  return { title: `${decodeURIComponent(module)} layout` };
}

export default function LayoutPage({ params }: Props) {
  return page(async (ctx) => {
    const { module, layout: name } = await params;
    const layout = await getLayoutSetup(ctx, decodeURIComponent(module), decodeURIComponent(name));
    return <LayoutEditor layout={layout} />;
  });
}
