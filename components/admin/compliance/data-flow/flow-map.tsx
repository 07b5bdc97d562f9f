import { cn } from '@/components/ui/cn';
import type { FlowRow, Look } from './flow-row';

const STEP = 52;
const BOX = 42;
const WIDTH = 800;
const FROM = 132;
const TO = 400;

/** Who sends what to whom: a line an end, as thick as what went; a closed door is a bar across it. */
export function FlowMap({ rows, className }: { rows: readonly FlowRow[]; className?: string }) {
  const ends = endsOf(rows);
  const height = ends.length * STEP + 4;
  const middle = height / 2;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={ends.map(inWords).join('. ')}
      className={cn('text-fg', className)}
    >
      {ends.map((row, n) => (
        <Line key={row.key} row={row} from={middle} to={n * STEP + STEP / 2 + 2} />
      ))}
      <rect x={1} y={middle - 22} width={FROM - 1} height={44} rx={8} className="fill-accent-soft stroke-accent-line" />
      <text x={FROM / 2} y={middle + 5} textAnchor="middle" className="fill-current font-semibold text-sm">
        Careledger
      </text>
      {ends.map((row, n) => (
        <End key={row.key} row={row} y={n * STEP + STEP / 2 + 2} />
      ))}
    </svg>
  );
}

/** All but the doors of apps behind which each app is drawn. */
const endsOf = (rows: readonly FlowRow[]): FlowRow[] =>
  rows.filter(({ key }, n) => !(key === 'zoho_app' || key === 'third_party') || !rows[n + 1]?.href);

const LOOKS: Record<Look, string> = {
  whole: 'text-accent',
  without: 'text-phi',
  closed: 'text-warning [stroke-dasharray:3_7]',
  resting: 'text-control [stroke-dasharray:3_7]',
};

function Line({ row, from, to }: { row: FlowRow; from: number; to: number }) {
  const width = widthOf(row.times ?? 0);
  const head = 5 + width / 2;
  const isOpen = row.look === 'whole' || row.look === 'without';
  return (
    <g className={LOOKS[row.look]}>
      <path
        d={`M ${FROM} ${from} C ${FROM + 130} ${from}, ${TO - 150} ${to}, ${TO - (isOpen ? 8 : 0)} ${to}`}
        fill="none"
        strokeWidth={width}
        className="stroke-current"
      />
      {isOpen ? <path d={`M ${TO} ${to} l -11 ${-head} v ${2 * head} z`} className="fill-current" /> : null}
      {row.look === 'closed' ? (
        <rect x={TO - 20} y={to - 13} width={6} height={26} rx={2} className="fill-warning-text" />
      ) : null}
    </g>
  );
}

function End({ row, y }: { row: FlowRow; y: number }) {
  const { name, modules, inWords: becomes, times, direction } = row;
  return (
    <g>
      <rect
        x={TO}
        y={y - BOX / 2}
        width={WIDTH - TO - 1}
        height={BOX}
        rx={6}
        className={cn('stroke-line-strong', row.look === 'closed' ? 'fill-warning-soft' : 'fill-surface')}
      />
      <text x={TO + 12} y={y - 4} className="fill-current font-medium text-sm">
        {shortened(name, 34)}
      </text>
      <text x={TO + 12} y={y + 13} className="fill-muted text-xs">
        {shortened(`${becomes} · ${modules}`, 50)}
      </text>
      <text x={WIDTH - 12} y={y - 4} textAnchor="end" className="fill-muted text-xs">
        {[direction === 'Out' ? '' : direction.toLowerCase(), times ? times.toLocaleString('en-US') : '']
          .filter((part) => part !== '')
          .join(' · ')}
      </text>
    </g>
  );
}

/** By the power of ten of what went: from 1.5 to 10. */
const widthOf = (times: number): number => Math.min(1.5 + Math.log10(1 + times) * 2, 10);

const OF_APP: Record<Look, string> = {
  whole: 'gets records whole',
  without: 'gets records without marked fields',
  closed: 'gets nothing: the door is closed',
  resting: 'gets nothing now',
};

const inWords = ({ name, href, look, inWords: becomes, modules, timesInWords }: FlowRow): string =>
  `${href ? `${name} ${OF_APP[look]}` : `${name}: ${becomes.toLowerCase()}`}, ${modules}; ${timesInWords.toLowerCase()}`;

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
