import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import type { Figures, FiguresChart } from '@/lib/platform/figures';
import { type Drawn, drawnOf, HUES } from './drawn';
import { LineChart } from './line-chart';

export interface ReportChartProps {
  figures: Figures;
  kind: FiguresChart;
  /** Which of the figures is drawn. */
  measure: number;
}

/**
 * A report for the eye. It is hidden from screen readers, and its links from the keyboard: the table of the same figures, which
 * stands with it, has them all. A heat map is that table itself.
 */
export function ReportChart({ figures, kind, measure }: ReportChartProps) {
  const drawn = drawnOf(figures, measure);
  if (kind === 'none' || kind === 'heat' || drawn.every(({ share }) => share === 0)) return null;
  return (
    <div aria-hidden="true" className="min-w-0">
      {kind === 'bars' ? <Bars drawn={drawn} /> : null}
      {kind === 'funnel' ? <Bars drawn={drawn} centred /> : null}
      {kind === 'donut' ? <Donut drawn={drawn} /> : null}
      {kind === 'line' ? <LineChart drawn={drawn} /> : null}
    </div>
  );
}

function Bars({ drawn, centred = false }: { drawn: readonly Drawn[]; centred?: boolean }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {drawn.map((one) => (
        <li key={one.key} className="grid grid-cols-[minmax(5rem,10rem)_minmax(0,1fr)_auto] items-center gap-3 text-xs">
          <span className="truncate text-muted">{one.label}</span>
          <Way href={one.href} className={cn('flex h-5', centred && 'justify-center')}>
            <span
              style={{ width: `${one.share * 100}%` }}
              className={cn('h-full rounded-xs', one.share > 0 && 'min-w-0.5 bg-accent')}
            />
          </Way>
          <span className="min-w-12 text-right text-fg tabular-nums">{one.words}</span>
        </li>
      ))}
    </ul>
  );
}

function Way({
  href,
  className,
  children,
}: {
  href: string | undefined;
  className: string;
  children: React.ReactNode;
}) {
  if (!href) return <span className={className}>{children}</span>;
  return (
    <Link href={href} tabIndex={-1} className={cn(className, 'rounded-xs hover:bg-hover')}>
      {children}
    </Link>
  );
}

const RADIUS = 40;
const ROUND = 2 * Math.PI * RADIUS;

function Donut({ drawn }: { drawn: readonly Drawn[] }) {
  const whole = drawn.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const parts = drawn
    .filter(({ value }) => value > 0)
    .map((one, n) => {
      const part = { ...one, from: before, length: (one.value / whole) * ROUND, hue: HUES[n % HUES.length] ?? HUES[0] };
      before += part.length;
      return part;
    });
  return (
    <div className="flex flex-wrap items-center gap-6">
      <svg viewBox="0 0 100 100" role="presentation" className="size-40 shrink-0 -rotate-90">
        {parts.map(({ key, from, length, hue }) => (
          <circle
            key={key}
            cx="50"
            cy="50"
            r={RADIUS}
            fill="none"
            stroke={hue.stroke}
            strokeOpacity={hue.opacity}
            strokeWidth="16"
            strokeDasharray={`${Math.max(0.5, length - 1)} ${ROUND}`}
            strokeDashoffset={-from}
          />
        ))}
      </svg>
      <ul className="flex min-w-0 flex-1 basis-48 flex-col gap-1 text-xs">
        {parts.map(({ key, label, words, href, hue, value }) => (
          <li key={key} className="flex items-center gap-2">
            <span style={{ background: hue.stroke, opacity: hue.opacity }} className="size-2.5 shrink-0 rounded-xs" />
            <Way href={href} className="min-w-0 flex-1 truncate text-muted">
              {label}
            </Way>
            <span className="text-fg tabular-nums">{words}</span>
            <span className="w-10 text-right text-subtle tabular-nums">{Math.round((value / whole) * 100)}%</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
