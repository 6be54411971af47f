/**
 * Values of T, N and M to propose, in the order of the classification. Any other that the record takes may be
 * typed.
 */
export interface TnmProposal {
  t: readonly string[];
  n: readonly string[];
  m: readonly string[];
}

const GENERAL: TnmProposal = {
  t: ['TX', 'T0', 'Tis', 'T1', 'T2', 'T3', 'T4'],
  n: ['NX', 'N0', 'N1', 'N2', 'N3'],
  m: ['M0', 'M1'],
};

type Edition = '7' | '8' | '9';
interface SiteProposal extends Partial<TnmProposal> {
  /** Beginnings of CIM-10 codes. */
  sites: readonly string[];
  /** Editions it belongs to; all when absent. */
  editions?: readonly Edition[];
}

/**
 * Subdivisions by site, where the editions of the UICC agree or are told apart. What is not listed falls back
 * to the general list: nothing is ever refused for not being proposed.
 */
const BY_SITE: readonly SiteProposal[] = [
  {
    sites: ['C50', 'D05'],
    t: ['TX', 'T0', 'Tis', 'T1', 'T1mi', 'T1a', 'T1b', 'T1c', 'T2', 'T3', 'T4a', 'T4b', 'T4c', 'T4d'],
    n: ['NX', 'N0', 'N1', 'N2a', 'N2b', 'N3a', 'N3b', 'N3c'],
  },
  {
    sites: ['C34'],
    editions: ['7'],
    t: ['TX', 'T0', 'Tis', 'T1a', 'T1b', 'T2a', 'T2b', 'T3', 'T4'],
    n: ['NX', 'N0', 'N1', 'N2', 'N3'],
    m: ['M0', 'M1a', 'M1b'],
  },
  {
    sites: ['C34'],
    editions: ['8'],
    t: ['TX', 'T0', 'Tis', 'T1mi', 'T1a', 'T1b', 'T1c', 'T2a', 'T2b', 'T3', 'T4'],
    n: ['NX', 'N0', 'N1', 'N2', 'N3'],
    m: ['M0', 'M1a', 'M1b', 'M1c'],
  },
  {
    sites: ['C34'],
    editions: ['9'],
    t: ['TX', 'T0', 'Tis', 'T1mi', 'T1a', 'T1b', 'T1c', 'T2a', 'T2b', 'T3', 'T4'],
    n: ['NX', 'N0', 'N1', 'N2a', 'N2b', 'N3'],
    m: ['M0', 'M1a', 'M1b', 'M1c1', 'M1c2'],
  },
  {
    sites: ['C18', 'C19', 'C20'],
    t: ['TX', 'T0', 'Tis', 'T1', 'T2', 'T3', 'T4a', 'T4b'],
    n: ['NX', 'N0', 'N1a', 'N1b', 'N1c', 'N2a', 'N2b'],
    m: ['M0', 'M1a', 'M1b', 'M1c'],
  },
  {
    sites: ['C15', 'C16'],
    t: ['TX', 'T0', 'Tis', 'T1a', 'T1b', 'T2', 'T3', 'T4a', 'T4b'],
    n: ['NX', 'N0', 'N1', 'N2', 'N3'],
  },
  {
    sites: ['C25'],
    editions: ['8', '9'],
    t: ['TX', 'T0', 'Tis', 'T1a', 'T1b', 'T1c', 'T2', 'T3', 'T4'],
    n: ['NX', 'N0', 'N1', 'N2'],
  },
  {
    sites: ['C61'],
    t: ['TX', 'T0', 'T1a', 'T1b', 'T1c', 'T2a', 'T2b', 'T2c', 'T3a', 'T3b', 'T4'],
    n: ['NX', 'N0', 'N1'],
    m: ['M0', 'M1a', 'M1b', 'M1c'],
  },
  {
    sites: ['C67'],
    t: ['TX', 'T0', 'Ta', 'Tis', 'T1', 'T2a', 'T2b', 'T3a', 'T3b', 'T4a', 'T4b'],
    n: ['NX', 'N0', 'N1', 'N2', 'N3'],
  },
  {
    sites: ['C64'],
    t: ['TX', 'T0', 'T1a', 'T1b', 'T2a', 'T2b', 'T3a', 'T3b', 'T3c', 'T4'],
    n: ['NX', 'N0', 'N1'],
  },
  {
    sites: ['C43'],
    t: ['TX', 'T0', 'Tis', 'T1a', 'T1b', 'T2a', 'T2b', 'T3a', 'T3b', 'T4a', 'T4b'],
    n: ['NX', 'N0', 'N1a', 'N1b', 'N2a', 'N2b', 'N2c', 'N3'],
    m: ['M0', 'M1a', 'M1b', 'M1c'],
  },
];

/** Haematology has no TNM: the form proposes to say so. */
export function hasNoTnm(topography: string | undefined): boolean {
  return /^(C8[1-8]|C9[0-6]|D4[5-7])/.test(topography ?? '');
}

/**
 * Clinical values (`cT2`) to propose for a site in an edition.
 * @param topography CIM-10 code, undefined when none was chosen.
 */
export function proposedTnm(topography: string | undefined, edition: Edition): TnmProposal {
  const found = BY_SITE.find(
    ({ sites, editions }) =>
      sites.some((one) => topography?.startsWith(one)) && (!editions || editions.includes(edition)),
  );
  const prefixed = (values: readonly string[]) => values.map((one) => `c${one}`);
  return {
    t: prefixed(found?.t ?? GENERAL.t),
    n: prefixed(found?.n ?? GENERAL.n),
    m: prefixed(found?.m ?? GENERAL.m),
  };
}

/** `ct2` -> `cT2`, `T2` -> `cT2`, `ypt0` -> `ypT0`: what was meant, when it is that clear. */
export function tidyTnm(part: 't' | 'n' | 'm', typed: string): string {
  const letter = part.toUpperCase();
  const [, prefix = '', rest = ''] = new RegExp(`^([cpyra]*)${letter}(.*)$`, 'i').exec(typed.trim()) ?? [];
  if (!rest) return typed.trim();
  const tail = /^x$/i.test(rest) ? 'X' : rest.toLowerCase();
  return `${prefix.toLowerCase() || 'c'}${letter}${tail}`;
}
