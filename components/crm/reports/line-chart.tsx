import type { Drawn } from './drawn';

const [WIDTH, HEIGHT, EDGE] = [600, 160, 8];

/** Points over time, joined. Its ends and its highest point are named; the table has all of them. */
export function LineChart({ drawn }: { drawn: readonly Drawn[] }) {
  const step = drawn.length > 1 ? (WIDTH - 2 * EDGE) / (drawn.length - 1) : 0;
  const points = drawn.map(({ key, share, label, words }, n) => ({
    key,
    x: drawn.length > 1 ? EDGE + n * step : WIDTH / 2,
    y: HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE),
    words: `${label}: ${words}`,
  }));
  const top = drawn.find(({ share }) => share === 1);
  return (
    <div>
      <p className="mb-1 text-subtle text-xs">Highest: {top ? `${top.words}, ${top.label}` : ''}</p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="presentation" className="h-auto w-full">
        <line x1="0" x2={WIDTH} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} stroke="var(--line-strong)" />
        <polyline
          points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        {points.map(({ key, x, y, words }) => (
          <circle key={key} cx={x} cy={y} r="3.5" fill="var(--accent)">
            <title>{words}</title>
          </circle>
        ))}
      </svg>
      <p className="flex justify-between text-subtle text-xs">
        <span>{drawn[0]?.label}</span>
        {drawn.length > 1 ? <span>{drawn.at(-1)?.label}</span> : null}
      </p>
    </div>
  );
}
