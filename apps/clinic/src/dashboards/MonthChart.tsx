import type { RefObject } from 'react';
import { type Bar, highest } from './bars.ts';
import { figureText, numberText } from './format.ts';
import { t } from './messages.fr.ts';
import { shortened, ticks } from './scale.ts';
import { useBars } from './useBars.ts';

const HEIGHT = 260;
const LEFT = 52;
const BOTTOM = 34;
const TOP = 18;
const INK = '#4a5560';
const NOW = '#0b5c6b';
const BEFORE = '#86c9d4';

/** Columns by month; the compared period beside, lighter and hatched, so that colour is not alone. */
export function MonthChart(props: {
  bars: readonly Bar[];
  label: string;
  width: number;
  svg: RefObject<SVGSVGElement | null>;
}) {
  const { bars, label, svg, width: full } = props;
  const bar = useBars(bars.length);
  const marks = ticks(highest(bars));
  const top = marks.at(-1)!;
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const slot = (full - LEFT - 8) / bars.length;
  const pair = bars.some(({ before }) => before);
  const width = Math.min(38, (slot * 0.72) / (pair ? 2 : 1));
  return (
    <svg ref={svg} viewBox={`0 0 ${full} ${HEIGHT}`} aria-label={label} className="dcc-chart">
      <title>{label}</title>
      <defs>
        <pattern
          id="dcc-hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="#dceef1" />
          <rect width="2.5" height="6" fill={BEFORE} />
        </pattern>
      </defs>
      <g aria-hidden>
        {marks.map((mark) => (
          <g key={mark}>
            <line x1={LEFT} x2={full - 8} y1={y(mark)} y2={y(mark)} stroke="#e4e8eb" />
            <text
              x={LEFT - 8}
              y={y(mark) + 4}
              textAnchor="end"
              fontSize="12"
              fill={INK}
              fontFamily="sans-serif"
            >
              {numberText(mark)}
            </text>
          </g>
        ))}
      </g>
      {bars.map(({ key, label: name, figure, before }, index) => {
        const middle = LEFT + slot * (index + 0.5);
        const left = pair ? middle - width : middle - width / 2;
        const text = before
          ? t('barBefore', { label: name, value: figureText(figure), before: figureText(before) })
          : t('barOf', { label: name, value: figureText(figure) });
        return (
          <g key={key} {...bar(index, text)}>
            <title>{text}</title>
            <rect x={middle - slot / 2} y={TOP - 14} width={slot} height={HEIGHT - TOP} fill="transparent" />
            <Column x={left} width={width} y={y} value={figure.value} fill={NOW} />
            {pair ? (
              <Column x={left + width} width={width} y={y} value={before?.value} fill="url(#dcc-hatch)" />
            ) : null}
            <text
              x={pair ? left + width / 2 : middle}
              y={y(figure.value ?? 0) - 5}
              textAnchor="middle"
              fontSize="11"
              fill={INK}
              fontFamily="sans-serif"
            >
              {figure.value === undefined ? figureText(figure) : numberText(figure.value)}
            </text>
            <text
              x={middle}
              y={HEIGHT - 12}
              textAnchor="middle"
              fontSize="11"
              fill={INK}
              fontFamily="sans-serif"
            >
              {shortened(name, Math.max(4, Math.floor(slot / 6)))}
            </text>
          </g>
        );
      })}
    </svg>
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
