import type { Role } from '@dcc/fhir-profiles/src/policies.ts';
import { PROFESSIONALS, type Professional, professional } from '../region/professionals.ts';
import { RCPS } from '../region/rcps.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { STAFF } from './staff.ts';

/**
 * The password of every account of the demonstration. It is public, like the server it opens: fictive people on
 * the address of one's own machine.
 */
export const PASSWORD = 'tulipe-brouette-nuage';

/** Somebody of the region who signs in. */
export interface Account {
  /** Key of the professional (`professionnels.json`) or of the staff (`staff.ts`). */
  key: string;
  role: Role;
  email: string;
  given: string;
  family: string;
  /** Keys of the establishments, or of the 3C, where the role is held: a shared secretary has two. */
  at: readonly string[];
  /** Signs fiches: a second factor is in place. */
  secondFactor: boolean;
}

/** Signs one fiche of the story without a number in the directory: its document is refused by design. */
const UNNUMBERED = 'associe';
/** Establishments whose RCP somebody serves without working there: the clinique has no secretary of its own. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  'secretaire-2': ['clinique'],
  [UNNUMBERED]: ['chu'],
};

const chairs = new Set(RCPS.map(({ chair }) => chair));
const signers = new Set([...chairs, ...RCPS.map(({ deputy }) => deputy), UNNUMBERED]);

/** A deputy answers for fiches of the establishment that organises: she holds her role there too. */
function placesOf({ key, at }: Professional): string[] {
  const deputised = RCPS.filter(({ deputy }) => deputy === key).map((one) => one.at);
  return [...new Set([at, ...(SHARED[key] ?? []), ...deputised])];
}
const hospitals = new Set(ESTABLISHMENTS.map(({ key }) => key));

/** Everyone who signs in: doctors and secretaries of the establishments, the 3C, the region. */
export const ACCOUNTS: readonly Account[] = [
  ...PROFESSIONALS.filter(({ at, key }) => hospitals.has(at) && roleOfProfessional(key)).map(
    (one): Account => ({
      ...named(one),
      role: roleOfProfessional(one.key)!,
      at: placesOf(one),
      secondFactor: signers.has(one.key),
    }),
  ),
  ...STAFF.map((one): Account => ({ ...named(one), role: one.role, at: [one.at], secondFactor: false })),
];

/**
 * The account of a key or of an e-mail address.
 * @throws RangeError when there is none.
 */
export function account(keyOrEmail: string): Account {
  const found = ACCOUNTS.find(({ key, email }) => key === keyOrEmail || email === keyOrEmail.toLowerCase());
  if (!found) throw new RangeError(`Aucun compte de démonstration : ${keyOrEmail}`);
  return found;
}

/** Key of the secretary who serves an establishment. @throws RangeError when none does. */
export function secretaryOf(establishment: string): string {
  const found = ACCOUNTS.find(({ role, at }) => role === 'secretaire-rcp' && at.includes(establishment));
  if (!found) throw new RangeError(`Aucun secrétariat pour « ${establishment} »`);
  return found.key;
}

function roleOfProfessional(key: string): Role | undefined {
  const { profession } = professional(key);
  if (profession === '331') return 'secretaire-rcp';
  if (profession !== '10') return undefined;
  return chairs.has(key) ? 'coordonnateur' : 'medecin';
}

function named({ key, given, family }: Pick<Professional, 'key' | 'given' | 'family'>) {
  const plain = `${given}.${family}`.normalize('NFD').replace(/[^A-Za-z.-]/g, '');
  return { key, given, family, email: `${plain.toLowerCase()}@demo.example` };
}
