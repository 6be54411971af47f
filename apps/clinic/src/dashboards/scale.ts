/** Round marks from zero to at least `max`, at most five of them: 0, 50, 100, 150. */
export function ticks(max: number): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough)!;
  // Things are counted whole.
  const whole = max >= 4 ? Math.max(1, step) : step;
  const marks: number[] = [];
  for (let index = 0; index === 0 || marks.at(-1)! < max; index++) {
    marks.push(Number((index * whole).toPrecision(12)));
  }
  return marks;
}

/** A long name in the width of a chart; the whole one is in the table. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
