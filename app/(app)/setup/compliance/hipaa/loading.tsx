import { PageHeader } from '@/components/ui/page-header';
import { Skeleton } from '@/components/ui/skeleton';

export default function LoadingCompliance() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader
        title="Compliance Settings"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }, { label: 'Users and Control' }]}
      />
      <div className="flex flex-col gap-4">
        <Skeleton className="h-18" />
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
