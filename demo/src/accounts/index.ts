export { signInAs, withCode } from './login.ts';
export { ACCOUNTS, type Account, account, PASSWORD, secretaryOf } from './people.ts';
export { PeopleOnline } from './people-online.ts';
export { provision, type Secrets } from './provision.ts';
export type { Client } from './software.ts';
export { type AccountRow, accountRows, accountsText } from './table.ts';
export { Authenticator, type Code, currentCode, secretOfUri } from './totp.ts';
