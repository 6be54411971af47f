import { type Bar, highest } from './bars.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { type ChartProps, COLOURS, TEXT } from './chart.ts';
import { figureText } from './format.ts';
import { shortened } from './scale.ts';

const VALUES = 96;
const LINE = 26;

/** Lines by place, the longest first; the compared period is a mark on the line. */
export function PlaceChart(props: ChartProps) {
  const { bars, width: full } = props;
  const names = Math.min(250, full * 0.38);
  const top = highest(bars) || 1;
  const x = (value: number) => names + (value / top) * (full - names - VALUES);
  const draw = ({ label, figure, before }: Bar, index: number) => {
    const y = index * LINE + 4;
    return (
      <>
        <rect x={0} y={y} width={full} height={LINE} fill="transparent" />
        <text x={names - 10} y={y + 17} textAnchor="end" fontSize="12.5" {...TEXT} fill={COLOURS.ink}>
          {shortened(label, Math.floor(names / 7.2))}
        </text>
        <rect
          x={names}
          y={y + 4}
          width={Math.max(x(figure.value ?? 0) - names, 1)}
          height={LINE - 9}
          fill={COLOURS.now}
        />
        {before?.value === undefined ? null : (
          <rect x={x(before.value) - 1.5} y={y + 1} width={3} height={LINE - 3} fill={COLOURS.mark} />
        )}
        <text
          x={Math.max(x(figure.value ?? 0), x(before?.value ?? 0)) + 8}
          y={y + 17}
          fontSize="12.5"
          {...TEXT}
        >
          {figureText(figure)}
        </text>
      </>
    );
  };
  return <ChartFrame {...props} height={bars.length * LINE + 8} draw={draw} />;
}
