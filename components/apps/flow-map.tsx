import { cn } from '@/components/ui/cn';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { countedOf } from './counted';

const ROW = 44;
const WIDTH = 640;
const FROM = 150;
const TO = 420;

/** Who sends what to whom: a line an app, as thick as what went, broken where a door is closed. */
export function FlowMap({ connections }: { connections: readonly ConnectionDto[] }) {
  const height = connections.length * ROW + 16;
  const middle = height / 2;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      aria-label={connections.map(lineInWords).join('. ')}
      className="max-w-none text-fg"
    >
      <rect x={1} y={middle - 20} width={FROM - 2} height={40} rx={8} className="fill-accent-soft stroke-accent-line" />
      <text x={FROM / 2} y={middle + 5} textAnchor="middle" className="fill-current font-medium text-sm">
        Careledger
      </text>
      {connections.map((one, n) => {
        const y = n * ROW + ROW / 2 + 8;
        const path = `M ${FROM} ${middle} C ${FROM + 120} ${middle}, ${TO - 120} ${y}, ${TO} ${y}`;
        return (
          <g key={one.id}>
            <path
              d={path}
              fill="none"
              strokeWidth={widthOf(one)}
              className={cn('stroke-current', LOOK[stateOf(one)])}
            />
            <rect
              x={TO}
              y={y - 16}
              width={WIDTH - TO - 2}
              height={32}
              rx={6}
              className="fill-surface stroke-line-strong"
            />
            <text x={TO + 12} y={y + 4} className="fill-current text-xs">
              {shortened(one.name)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

type Flowing = 'whole' | 'without' | 'closed' | 'resting';

const LOOK: Record<Flowing, string> = {
  whole: 'text-accent',
  without: 'text-phi-text',
  closed: 'text-warning-text [stroke-dasharray:2_8]',
  resting: 'text-subtle [stroke-dasharray:6_6]',
};

const WORDS: Record<Flowing, string> = {
  whole: 'gets records whole',
  without: 'gets records without marked fields',
  closed: 'gets nothing: the door is closed',
  resting: 'gets nothing now',
};

function stateOf({ state, flows }: ConnectionDto): Flowing {
  if (state !== 'active' || flows.length === 0) return 'resting';
  if (flows.every(({ transfer }) => transfer === 'not_sent')) return 'closed';
  return flows.every(({ transfer }) => transfer === 'whole') ? 'whole' : 'without';
}

/** By the power of ten of what went: from 1.5 to 8. */
const widthOf = ({ counts }: ConnectionDto): number =>
  Math.min(1.5 + Math.log10(1 + counts.sent + counts.sentWithout) * 1.6, 8);

const lineInWords = (one: ConnectionDto): string =>
  `${one.name} ${WORDS[stateOf(one)]}; ${one.counts.sent + one.counts.sentWithout} sent ${countedOf(one.counts).toLowerCase()}`;

const shortened = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
