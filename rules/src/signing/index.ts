export { crossingRules, signable } from './crossing-rules.ts';
export { documentVersion, type FrcpRecord, hasCode, isSection, readRecord, resolver } from './record.ts';
export { pointsTo, type Refusal, referenceTo, refusalText } from './refusal.ts';
export type { RuleContext } from './rules/rule.ts';
export { MAX_SERIES, seriesPurpose } from './series.ts';
export { isSignedBy, type Signature, signed, withQuorum } from './sign.ts';
