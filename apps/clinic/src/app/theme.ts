import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { t } from './messages.fr.ts';

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
    // A link inside a sentence is told by more than its colour (WCAG 1.4.1).
    Anchor: { defaultProps: { underline: 'always' } },
    // A cross is a word to who does not see it.
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('closeNotice') } } },
    Alert: { defaultProps: { closeButtonLabel: t('closeNotice') } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } },
    Loader: { defaultProps: { type: 'dots' } },
  },
});

/** Mantine's own greys and red are under 4.5:1 on white: quiet text, hints and errors get ours. */
export const accessibleColors: CSSVariablesResolver = () => ({
  variables: {},
  dark: {},
  light: {
    '--mantine-color-dimmed': '#4a5560',
    '--mantine-color-placeholder': '#5f6b76',
    '--mantine-color-error': '#a31621',
    '--mantine-color-red-light-color': '#8c1018',
    '--mantine-color-orange-light-color': '#7a4200',
    '--mantine-color-yellow-light-color': '#664d00',
    '--mantine-color-green-light-color': '#0a5c36',
  },
});
