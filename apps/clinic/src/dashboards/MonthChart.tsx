import { type Bar, highest } from './bars.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { type ChartProps, COLOURS, TEXT } from './chart.ts';
import { figureText, numberText } from './format.ts';
import { shortened, ticks } from './scale.ts';

const HEIGHT = 260;
const LEFT = 52;
const BOTTOM = 34;
const TOP = 18;

/** Columns by month; the compared period beside, lighter and hatched, so that colour is not alone. */
export function MonthChart(props: ChartProps) {
  const { bars, width: full } = props;
  const marks = ticks(highest(bars));
  const top = marks.at(-1)!;
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const slot = (full - LEFT - 8) / bars.length;
  const pair = bars.some(({ before }) => before);
  const width = Math.min(38, (slot * 0.72) / (pair ? 2 : 1));
  const draw = ({ label, figure, before }: Bar, index: number) => {
    const middle = LEFT + slot * (index + 0.5);
    const left = pair ? middle - width : middle - width / 2;
    return (
      <>
        <rect x={middle - slot / 2} y={TOP - 14} width={slot} height={HEIGHT - TOP} fill="transparent" />
        <Column x={left} width={width} y={y} value={figure.value} fill={COLOURS.now} />
        {pair ? (
          <Column x={left + width} width={width} y={y} value={before?.value} fill="url(#dcc-hatch)" />
        ) : null}
        <text
          x={pair ? left + width / 2 : middle}
          y={y(figure.value ?? 0) - 5}
          textAnchor="middle"
          fontSize="11"
          {...TEXT}
        >
          {figure.value === undefined ? figureText(figure) : numberText(figure.value)}
        </text>
        <text x={middle} y={HEIGHT - 12} textAnchor="middle" fontSize="11" {...TEXT}>
          {shortened(label, Math.max(4, Math.floor(slot / 6)))}
        </text>
      </>
    );
  };
  const ground = (
    <>
      <Hatch />
      <g aria-hidden>
        {marks.map((mark) => (
          <g key={mark}>
            <line x1={LEFT} x2={full - 8} y1={y(mark)} y2={y(mark)} stroke={COLOURS.grid} />
            <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end" fontSize="12" {...TEXT}>
              {numberText(mark)}
            </text>
          </g>
        ))}
      </g>
    </>
  );
  return <ChartFrame {...props} height={HEIGHT} ground={ground} draw={draw} />;
}

function Hatch() {
  return (
    <defs>
      <pattern
        id="dcc-hatch"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" fill={COLOURS.hatch} />
        <rect width="2.5" height="6" fill={COLOURS.before} />
      </pattern>
    </defs>
  );
}

function Column(props: {
  x: number;
  width: number;
  y: (value: number) => number;
  value?: number;
  fill: string;
}) {
  const { x, width, y, value, fill } = props;
  if (value === undefined) return null;
  const height = Math.max(y(0) - y(value), value > 0 ? 1 : 0);
  return <rect x={x + 1} y={y(0) - height} width={Math.max(1, width - 2)} height={height} fill={fill} />;
}
