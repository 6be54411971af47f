import type { Role } from '@dcc/fhir-profiles/src/policies.ts';
import { localId } from '../base/fhir.ts';
import { ESTABLISHMENTS, organizations } from '../region/structures.ts';
import { ACCOUNTS, PASSWORD } from './people.ts';
import type { Secrets } from './provision.ts';

const ROLE_NAMES: Record<Role, string> = {
  'secretaire-rcp': 'Secrétaire de RCP',
  medecin: 'Médecin',
  coordonnateur: 'Responsable de RCP',
  'administrateur-3c': 'Administrateur de 3C',
  analyste: 'Analyste',
  'logiciel-dpi': 'Logiciel DPI',
  administrateur: 'Administrateur',
};

/** An account as `summary.json` lists it. */
export interface AccountRow {
  role: string;
  name: string;
  place: string;
  email: string;
  password: string;
  /** Base32 secret of the second factor, when there is one. */
  secret?: string;
}

/** Every account, by role. */
export function accountRows({ factors }: Secrets): AccountRow[] {
  const order = Object.keys(ROLE_NAMES);
  return ACCOUNTS.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role)).map((one) => {
    const secret = factors[one.email];
    return {
      role: ROLE_NAMES[one.role],
      name: `${one.given} ${one.family}`,
      place: one.at.map(placeName).join(' et '),
      email: one.email,
      password: PASSWORD,
      ...(secret ? { secret } : {}),
    };
  });
}

/** The accounts as a person reads them. */
export function accountsText(secrets: Secrets): string {
  const rows = accountRows(secrets).map(({ role, name, email, secret, place }) => {
    return [role, name, email, secret ? `code : ${secret}` : 'mot de passe seul', place];
  });
  const head = ['Rôle', 'Nom', 'Adresse électronique', 'Second facteur', 'Établissement'];
  const software = ESTABLISHMENTS.flatMap(({ key, name }) => {
    const { clientId, clientSecret } = secrets.software[key] ?? {};
    return clientId ? [[ROLE_NAMES['logiciel-dpi'], name, clientId, `secret : ${clientSecret}`]] : [];
  });
  return [
    `Comptes (mot de passe de tous : ${PASSWORD})`,
    ...columns([head, ...rows]),
    '',
    'Le code d’un second facteur (30 secondes, une seule fois chacun) :',
    '  npm run demo -- --code <adresse électronique ou secret>',
    '',
    'Logiciels des établissements (identifiant et secret du client) :',
    ...columns(software),
  ].join('\n');
}

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

function placeName(key: string): string {
  return organizations().find(({ id }) => id === localId(`organization-${key}`))?.name ?? key;
}
