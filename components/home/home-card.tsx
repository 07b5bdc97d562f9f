import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { cardOf, type HomeCardKey } from '@/lib/people/users/home/cards';

export interface HomeCardProps {
  card: HomeCardKey;
  /** What it shows, which may still be on its way. */
  children: ReactNode;
}

/** One card of home. Its frame is there at once; what it shows comes by itself. */
export function HomeCard({ card, children }: HomeCardProps) {
  const { title, words, more } = cardOf(card);
  return (
    <Card
      id={`home-${card}`}
      title={title}
      description={words}
      flush
      actions={
        more ? (
          <Link href={more.href} className="text-accent-text text-sm underline underline-offset-2">
            {more.label}
          </Link>
        ) : null
      }
    >
      <Suspense fallback={<Coming title={title} />}>{children}</Suspense>
    </Card>
  );
}

function Coming({ title }: { title: string }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-4">
      <p className="sr-only">Loading {title}</p>
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/3" />
    </div>
  );
}
