export { isInsValid, nirKey } from './key.ts';
export { type IdentityStatus, identityStatus, insOf, isQualified, isSendable } from './status.ts';
