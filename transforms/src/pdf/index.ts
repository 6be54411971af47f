export { renderFrcpPdf } from './render.ts';
