import Link from 'next/link';
import type { ReactNode } from 'react';

export interface HomeLine {
  key: string;
  /** Without one it leads nowhere. */
  href: string | null;
  name: ReactNode;
  /** Under the name. */
  about?: ReactNode;
  /** At the right: a time, a count, a badge. */
  aside?: ReactNode;
}

export interface HomeListProps {
  label: string;
  lines: readonly HomeLine[];
  /** Where there are none. */
  empty: string;
  /** Under the list. */
  after?: ReactNode;
}

/** The lines of a card. */
export function HomeList({ label, lines, empty, after }: HomeListProps) {
  if (lines.length === 0) return <p className="p-4 text-muted text-sm">{empty}</p>;
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line">
        {lines.map(({ key, href, name, about, aside }) => (
          <li key={key} className="flex min-h-10 items-center gap-3 px-4 py-2">
            <div className="min-w-0 flex-1 text-sm">
              {href === null ? (
                <p className="text-fg">{name}</p>
              ) : (
                <Link href={href} className="break-words text-fg underline-offset-2 hover:underline">
                  {name}
                </Link>
              )}
              {about ? <p className="text-subtle text-xs">{about}</p> : null}
            </div>
            {aside ? <div className="shrink-0 text-right text-muted text-xs">{aside}</div> : null}
          </li>
        ))}
      </ul>
      {after ? <p className="border-line border-t px-4 py-2 text-subtle text-xs">{after}</p> : null}
    </>
  );
}
