import type { ReactNode } from 'react';
import type { Bar } from './bars.ts';
import { barText, type ChartProps } from './chart.ts';
import { useBars } from './useBars.ts';

/** The drawing, and in it one group per bar that says its figure and takes the focus. */
export function ChartFrame(
  props: ChartProps & {
    height: number;
    /** What lies under the bars: marks, patterns. */
    ground?: ReactNode;
    draw: (bar: Bar, index: number) => ReactNode;
  },
) {
  const { bars, label, svg, width, height, ground, draw } = props;
  const bar = useBars(bars.length);
  return (
    <svg ref={svg} viewBox={`0 0 ${width} ${height}`} aria-label={label} className="dcc-chart">
      <title>{label}</title>
      {ground}
      {bars.map((one, index) => (
        <g key={one.key} {...bar(index, barText(one))}>
          <title>{barText(one)}</title>
          {draw(one, index)}
        </g>
      ))}
    </svg>
  );
}
