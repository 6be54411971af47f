import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: a petrol blue that keeps 4.5:1 on white from shade 6 on, and white on it. */
const petrol: MantineColorsTuple = [
  '#eef8fa',
  '#dceef1',
  '#b3dce3',
  '#86c9d4',
  '#5fb4c2',
  '#3393a3',
  '#0f7385',
  '#0b5c6b',
  '#084955',
  '#05363f',
];

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: 7,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  // Focus by the keyboard is always visible.
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm', highlightOnHover: true } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});
