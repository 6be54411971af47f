/**
 * The region of the dashboards' bench: the bench's own sessions (`oncorif/region.ts`), spread over many more places.
 * Its establishments, 3C and boards are added to those that people of the demonstration sign in for, so that they read
 * figures of a region of a real one's width.
 */
import { EXTENSIONS, IDENTIFIER_TYPES, IDENTIFIERS, SYSTEMS, THEMATIC } from '@dcc/fhir-profiles';
import type {
  Coding,
  Encounter,
  EncounterParticipant,
  Extension,
  HealthcareService,
  Organization,
  Resource,
} from '@medplum/fhirtypes';
import type { SessionLine } from '../oncorif/region.ts';

/** How wide a region is. */
export interface Width {
  establishments: number;
  centres: number;
  thematics: number;
  specialties: number;
}

export const WIDE: Width = { establishments: 60, centres: 8, thematics: 12, specialties: 24 };

/** Where sessions are held and who asks for their cases. */
export interface Places {
  establishments: readonly Organization[];
  centres: readonly Organization[];
  rcps: readonly HealthcareService[];
  specialties: readonly Coding[];
}

const ref = ({ resourceType, id }: Resource) => ({ reference: `${resourceType}/${id}` });

/** The establishments with a FINESS of their own, and the 3C, that a directory has. */
export function knownPlaces(directory: readonly Resource[]): Pick<Places, 'establishments' | 'centres'> {
  const organizations = directory.filter((one): one is Organization => one.resourceType === 'Organization');
  const has = (
    one: Organization,
    test: (identifier: NonNullable<Organization['identifier']>[number]) => boolean,
  ) => one.identifier?.some(test) ?? false;
  return {
    establishments: organizations.filter((one) =>
      has(one, ({ type }) => type?.coding?.[0]?.code === 'FINEG'),
    ),
    centres: organizations.filter((one) => has(one, ({ system }) => system === IDENTIFIERS.GESTIONNAIRE_3C)),
  };
}

/** Organisations that lack to the width; without id, the server gives it. */
export function morePlaces(known: Pick<Places, 'establishments' | 'centres'>, width: Width): Organization[] {
  const count = (from: readonly unknown[], all: number) =>
    Array.from({ length: Math.max(0, all - from.length) }, (_, index) => index + from.length);
  return [
    ...count(known.establishments, width.establishments).map(
      (n): Organization => ({
        resourceType: 'Organization',
        name: `Établissement de mesure n° ${n}, site de la ville imaginaire`,
        identifier: [
          {
            type: { coding: [{ system: IDENTIFIER_TYPES.FR, code: 'FINEG' }] },
            system: IDENTIFIERS.FINESS,
            value: String(990_500_000 + n),
          },
        ],
      }),
    ),
    ...count(known.centres, width.centres).map(
      (n): Organization => ({
        resourceType: 'Organization',
        name: `3C de mesure n° ${n}`,
        identifier: [{ system: IDENTIFIERS.GESTIONNAIRE_3C, value: `3C-MESURE-${n}` }],
      }),
    ),
  ];
}

/** 3C of the establishment of this rank: neighbours share one. */
const centreOf = (n: number, { establishments, centres }: Pick<Places, 'establishments' | 'centres'>) =>
  centres[Math.floor((n * centres.length) / establishments.length)]!;

/** A board per establishment, thematics in turn; without id. */
export function boards(
  places: Pick<Places, 'establishments' | 'centres'>,
  width: Width,
): HealthcareService[] {
  const thematics = Object.values(THEMATIC).slice(0, width.thematics);
  return places.establishments.map((establishment, n): HealthcareService => {
    const thematic = thematics[n % thematics.length]!;
    return {
      resourceType: 'HealthcareService',
      name: `RCP ${thematic.display} n° ${n}`,
      active: true,
      identifier: [{ system: IDENTIFIERS.RCP, value: `RCP-MESURE-${n}` }],
      extension: [{ url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: ref(centreOf(n, places)) }],
      providedBy: ref(establishment),
      type: [{ coding: [thematic] }],
    };
  });
}

/**
 * A session of the bench held elsewhere: by the board of its rank, its cases asked for by several establishments, its
 * participants of several specialties.
 * @param n its rank in the month.
 */
export function moved(line: SessionLine, n: number, places: Places): SessionLine {
  const { establishments, rcps, specialties } = places;
  const at = n % establishments.length;
  const rcp = rcps[at]!;
  const thematic = rcp.type?.[0]?.coding?.[0];
  const provider = ref(establishments[at]!);
  const { session } = line;
  const [kind] = session.type?.[0]?.coding ?? [];
  const board = { system: IDENTIFIERS.RCP, code: rcp.identifier![0]!.value!, display: rcp.name! };
  return {
    ...line,
    session: {
      ...session,
      serviceProvider: provider,
      extension: [
        { url: EXTENSIONS.RCP, valueReference: ref(rcp) },
        { url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: ref(centreOf(at, places)) },
      ],
      type: [{ coding: [kind!, board, thematic!] }],
      participant: session.participant?.map((one, i) =>
        specialised(one, specialties[(n + i) % specialties.length]!),
      ),
    },
    cases: line.cases.map((one, i): Encounter => {
      // Half of the cases come from elsewhere.
      const requester = i % 2 === 0 ? at : (at * 7 + i * 11 + n) % establishments.length;
      const asks = {
        url: EXTENSIONS.REQUESTER_ORGANIZATION,
        valueReference: ref(establishments[requester]!),
      };
      return { ...one, serviceProvider: provider, extension: [asks] };
    }),
  };
}

function specialised(participant: EncounterParticipant, specialty: Coding): EncounterParticipant {
  const extension = participant.extension?.map(
    (one): Extension =>
      one.url === EXTENSIONS.ATTENDANCE
        ? { ...one, extension: [...(one.extension ?? []), { url: 'specialty', valueCoding: specialty }] }
        : one,
  );
  return { ...participant, ...(extension && { extension }) };
}

/** Codes as of TRE_R38: what they mean does not matter here. */
export function specialtiesOf({ specialties }: Width): Coding[] {
  return Array.from({ length: specialties }, (_, n) => ({
    system: SYSTEMS.R38.url,
    code: `SM${String(n + 1).padStart(2, '0')}`,
    display: `Spécialité de mesure n° ${n + 1}`,
  }));
}
