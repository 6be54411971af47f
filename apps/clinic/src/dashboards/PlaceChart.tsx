import type { RefObject } from 'react';
import { type Bar, highest } from './bars.ts';
import { figureText } from './format.ts';
import { t } from './messages.fr.ts';
import { shortened } from './scale.ts';
import { useBars } from './useBars.ts';

const VALUES = 96;
const LINE = 26;

/** Lines by place, the longest first; the compared period is a mark on the line. */
export function PlaceChart(props: {
  bars: readonly Bar[];
  label: string;
  width: number;
  svg: RefObject<SVGSVGElement | null>;
}) {
  const { bars, label, svg, width: full } = props;
  const bar = useBars(bars.length);
  const names = Math.min(250, full * 0.38);
  const top = highest(bars) || 1;
  const x = (value: number) => names + (value / top) * (full - names - VALUES);
  return (
    <svg ref={svg} viewBox={`0 0 ${full} ${bars.length * LINE + 8}`} aria-label={label} className="dcc-chart">
      <title>{label}</title>
      {bars.map(({ key, label: name, figure, before }, index) => {
        const y = index * LINE + 4;
        const text = before
          ? t('barBefore', { label: name, value: figureText(figure), before: figureText(before) })
          : t('barOf', { label: name, value: figureText(figure) });
        return (
          <g key={key} {...bar(index, text)}>
            <title>{text}</title>
            <rect x={0} y={y} width={full} height={LINE} fill="transparent" />
            <text
              x={names - 10}
              y={y + 17}
              textAnchor="end"
              fontSize="12.5"
              fill="#17212b"
              fontFamily="sans-serif"
            >
              {shortened(name, Math.floor(names / 7.2))}
            </text>
            <rect
              x={names}
              y={y + 4}
              width={Math.max(x(figure.value ?? 0) - names, 1)}
              height={LINE - 9}
              fill="#0b5c6b"
            />
            {before?.value === undefined ? null : (
              <rect x={x(before.value) - 1.5} y={y + 1} width={3} height={LINE - 3} fill="#8a4b00" />
            )}
            <text
              x={Math.max(x(figure.value ?? 0), x(before?.value ?? 0)) + 8}
              y={y + 17}
              fontSize="12.5"
              fill="#4a5560"
              fontFamily="sans-serif"
            >
              {figureText(figure)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
