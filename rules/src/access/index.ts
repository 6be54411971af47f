export { caseAccounts, type Invitation } from './accounts.ts';
