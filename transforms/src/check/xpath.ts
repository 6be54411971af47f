import * as named from 'fontoxpath';

/** fontoxpath declares named exports but Node sees a CommonJS bundle, whose exports are the default. */
const bundle = (named as unknown as { default?: typeof named }).default ?? named;

export const { evaluateXPath, registerCustomXPathFunction } = bundle;
export const XPATH_31 = evaluateXPath.XPATH_3_1_LANGUAGE;
export const ANY_TYPE = evaluateXPath.ANY_TYPE;
