import { EXTENSIONS, IDENTIFIERS, SYSTEMS } from '@dcc/fhir-profiles';
import type { Encounter, HealthcareService, Organization, Resource } from '@medplum/fhirtypes';
import { extensionReference } from './assemble.ts';
import { compareText } from './keys.ts';
import { parisMinute } from './paris-time.ts';

/** A session as the files show it. Texts are empty when the record does not say. */
export interface SessionEntry {
  readonly id: string;
  /** `YYYY-MM-DD` and `HH:MM`, Europe/Paris. */
  readonly day: string;
  readonly time: string;
  readonly rcpId: string;
  readonly rcpLabel: string;
  readonly finess: string;
  readonly c3: string;
  readonly thematic: string;
}

/** A catalogue entry as the files show it ("l'offre RCP"). */
export interface RcpEntry {
  readonly id: string;
  readonly label: string;
  readonly finess: string;
  readonly c3: string;
  readonly nature: string;
  readonly thematic: string;
  readonly characteristics: readonly string[];
  readonly comment: string;
  readonly active: boolean | undefined;
}

/** An organisation that has figures of its own: where they stand in the region's. */
export interface Place {
  readonly axis: 'finess-organisateur' | 'c3';
  /** Code on that axis: FINESS, or identifier of the 3C. */
  readonly code: string;
  /** `Organization/id`. */
  readonly organization: string;
}

/** Labels and groupings that figures do not carry. */
export class Directory {
  readonly establishments = new Map<string, { readonly label: string; readonly ej: string }>();
  readonly gestionnaires = new Map<string, string>();
  readonly thematics = new Map<string, string>();
  readonly rcps: RcpEntry[] = [];
  /** Establishments and 3C, in the order of their codes; an organisation may be both. */
  readonly places: Place[] = [];
  readonly sessions = new Map<string, SessionEntry>();
  /** The regional network, who reports. */
  network: Organization | undefined;
  readonly #organisations = new Map<string, Organization>();
  readonly #services = new Map<string, HealthcareService>();

  /** @param resources every Organization and HealthcareService; others are passed over. */
  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      if (resource.resourceType === 'Organization')
        this.#organisations.set(`Organization/${resource.id}`, resource);
      if (resource.resourceType === 'HealthcareService') {
        this.#services.set(`HealthcareService/${resource.id}`, resource);
      }
    }
    for (const organisation of this.#organisations.values()) this.#addOrganisation(organisation);
    for (const service of this.#services.values()) this.#addService(service);
    this.rcps.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.places.sort((a, b) => compareText(`${a.axis} ${a.code}`, `${b.axis} ${b.code}`));
  }

  addSession(session: Encounter): void {
    const local = parisMinute(session.period?.start) ?? '';
    const codings = (session.type ?? []).flatMap((concept) => concept.coding ?? []);
    const rcp = this.#services.get(extensionReference(session, EXTENSIONS.RCP)?.reference ?? '');
    const rcpId = codings.find((coding) => coding.system === IDENTIFIERS.RCP);
    const thematic =
      codings.find((coding) => coding.system === SYSTEMS.THEMATIC.url)?.code ?? thematicOf(rcp)?.code;
    const id = session.identifier?.find(({ system }) => system === IDENTIFIERS.SESSION)?.value ?? '';
    this.sessions.set(id, {
      id,
      day: local.slice(0, 10),
      time: local.slice(11),
      rcpId: rcpId?.code ?? identifierOf(rcp, IDENTIFIERS.RCP),
      rcpLabel: rcp?.name ?? rcpId?.display ?? '',
      finess: this.#finess(session.serviceProvider?.reference),
      c3: this.#gestionnaire(extensionReference(session, EXTENSIONS.GESTIONNAIRE_3C)?.reference),
      thematic: thematic ?? '',
    });
  }

  #addOrganisation(organisation: Organization): void {
    const label = organisation.name ?? '';
    const c3 = identifierOf(organisation, IDENTIFIERS.GESTIONNAIRE_3C);
    const organization = `Organization/${organisation.id}`;
    if (c3) {
      this.gestionnaires.set(c3, label);
      this.places.push({ axis: 'c3', code: c3, organization });
    }
    const finess = geographicFiness(organisation);
    if (finess) {
      this.establishments.set(finess, { label, ej: this.#legalFiness(organisation) });
      this.places.push({ axis: 'finess-organisateur', code: finess, organization });
    }
    const isNetwork = identifierOf(organisation, IDENTIFIERS.RRC) !== '';
    if (isNetwork && (organisation.id ?? '') < (this.network?.id ?? '\uffff')) this.network = organisation;
  }

  #addService(service: HealthcareService): void {
    const codings = codingsOf(service);
    const thematic = thematicOf(service);
    if (thematic?.code && thematic.display) this.thematics.set(thematic.code, thematic.display);
    const c3 = service.extension?.find(({ url }) => url === EXTENSIONS.GESTIONNAIRE_3C)?.valueReference;
    this.rcps.push({
      id: identifierOf(service, IDENTIFIERS.RCP),
      label: service.name ?? '',
      finess: this.#finess(service.providedBy?.reference),
      c3: this.#gestionnaire(c3?.reference),
      nature: codings.find(({ system }) => system === SYSTEMS.CISIS.url)?.code ?? '',
      thematic: thematic?.code ?? '',
      characteristics: (service.characteristic ?? []).flatMap(({ coding }) => coding?.[0]?.code ?? []),
      comment: service.comment ?? '',
      active: service.active,
    });
  }

  #finess(reference: string | undefined): string {
    return geographicFiness(this.#organisations.get(reference ?? ''));
  }

  #gestionnaire(reference: string | undefined): string {
    return identifierOf(this.#organisations.get(reference ?? ''), IDENTIFIERS.GESTIONNAIRE_3C);
  }

  /** FINESS EJ of an ET: its own legal identifier, else that of what it is part of. */
  #legalFiness(organisation: Organization): string {
    const parent = this.#organisations.get(organisation.partOf?.reference ?? '');
    return legalOf(organisation) || legalOf(parent);
  }
}

type Identified = {
  identifier?: { system?: string; value?: string; type?: { coding?: { code?: string }[] } }[];
};

function identifierOf(resource: Identified | undefined, system: string): string {
  return resource?.identifier?.find((identifier) => identifier.system === system)?.value ?? '';
}

function finessOf(organisation: Organization | undefined, legal: boolean): string {
  const found = organisation?.identifier?.find((identifier) => {
    const codes = identifier.type?.coding?.map((coding) => coding.code) ?? [];
    return identifier.system === IDENTIFIERS.FINESS && codes.includes('FINEJ') === legal;
  });
  return found?.value ?? '';
}

function geographicFiness(organisation: Organization | undefined): string {
  return finessOf(organisation, false);
}

function legalOf(organisation: Organization | undefined): string {
  return finessOf(organisation, true);
}

function codingsOf(service: HealthcareService | undefined) {
  return (service?.type ?? []).flatMap((concept) => concept.coding ?? []);
}

function thematicOf(service: HealthcareService | undefined) {
  return codingsOf(service).find((coding) => coding.system === SYSTEMS.THEMATIC.url);
}
