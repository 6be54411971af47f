import type { MonthFigure } from './period.ts';

const HEIGHT = 44;

/** The shape of the months, for the eye alone: the numbers are in the text and in the detail. */
export function Sparkline({ months }: { months: readonly MonthFigure[] }) {
  const top = Math.max(...months.map(({ figure }) => figure?.value ?? 0), 0) || 1;
  const slot = 100 / months.length;
  return (
    <svg
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      className="dcc-spark"
      aria-hidden
      focusable={false}
    >
      <line
        x1={0}
        x2={100}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        stroke="#b8c2ca"
        vectorEffect="non-scaling-stroke"
      />
      {months.map(({ month, figure }, index) => {
        const height = ((figure?.value ?? 0) / top) * (HEIGHT - 2);
        const x = index * slot + slot * 0.14;
        return (
          <rect
            key={month}
            x={x}
            width={slot * 0.72}
            y={HEIGHT - 1 - height}
            height={height}
            fill="#3393a3"
          />
        );
      })}
    </svg>
  );
}
