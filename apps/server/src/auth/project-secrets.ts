import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Project, ProjectSetting } from '@medplum/fhirtypes';
import { HttpError } from '../http/errors.ts';
import { seal, unseal } from './seal.ts';

/** Of a sealed value; what follows is base64url. A dollar stands in no base64, so no document looks like it. */
export const SEALED_MARK = 'sealed$1$';
const SEALED = /^sealed\$1\$[\w-]{38,}$/;
const NAME = /^[A-Za-z_][\w.-]{0,99}$/;
const MAX_SECRETS = 200;
const MAX_VALUE = 100_000;
const VALUES = ['valueString', 'valueBoolean', 'valueInteger', 'valueDecimal'] as const;

/** True for what `ProjectSecrets` makes: the only form in which a project's secret may reach the store. */
export function isSealedSecret(text: string): boolean {
  return SEALED.test(text);
}

/**
 * The secrets that a project gives its bots (`Project.secret`). They must be read again in clear, so they are
 * sealed, not hashed: the database file and its history hold nothing that opens without the key file.
 */
export class ProjectSecrets {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * Puts the sealed form in place of what was given, in place: `{name, valueString | valueBoolean | ...}`, or `{name}`
   * alone for one that stays as it is. Without `secret` at all, all of them stay.
   *
   * @param existing the project as it is stored.
   * @throws HttpError 400 that names the secret and never its value.
   */
  keep(project: Project, existing: Project | undefined): void {
    const given: unknown = project.secret ?? existing?.secret?.map(({ name }) => ({ name }));
    if (given === undefined) return;
    if (!existing) throw refused('le projet doit exister déjà');
    project.secret = readSettings(given).map((setting) => this.#keepOne(setting, existing));
  }

  /**
   * In clear, for bots and project administrators. `lost`: names of those that the key no longer opens (the key file
   * was lost): they are to be given again.
   */
  open(project: Project): { secrets: ProjectSetting[]; lost: string[] } {
    const secrets: ProjectSetting[] = [];
    const lost: string[] = [];
    for (const setting of project.secret ?? []) {
      const clear = isSealed(setting) ? this.#unseal(project.id, setting) : setting;
      if (clear) secrets.push(clear);
      else lost.push(setting.name);
    }
    return { secrets, lost };
  }

  /** By name, as bots receive them. A lost one stops the bot: an absent secret often means something else. */
  forBot(project: Project): Record<string, ProjectSetting> {
    const { secrets, lost } = this.open(project);
    if (lost.length > 0) {
      const text = `Secret du projet illisible, à donner de nouveau : ${lost.join(', ')}`;
      throw new OperationOutcomeError(badRequest(text, 'Project.secret'));
    }
    return Object.fromEntries(secrets.map((secret) => [secret.name, secret]));
  }

  #keepOne(setting: ProjectSetting, existing: Project): ProjectSetting {
    const { name } = setting;
    const before = existing.secret?.find((one) => one.name === name);
    if (before && isSealed(before) && (!hasValue(setting) || this.#isSame(existing.id, before, setting))) {
      // The same value sealed anew would look like a change.
      return before;
    }
    // One that an earlier version of the server stored in clear is sealed now.
    const { name: _, ...value } = hasValue(setting) ? setting : (before ?? setting);
    if (Object.keys(value).length === 0) throw refused(`le secret ${name} n’a pas de valeur`);
    const sealed = seal(this.#key, contextOf(existing.id, name), JSON.stringify(value));
    return { name, valueString: `${SEALED_MARK}${sealed}` };
  }

  #isSame(id: string | undefined, sealed: ProjectSetting, setting: ProjectSetting): boolean {
    return JSON.stringify(this.#unseal(id, sealed)) === JSON.stringify(setting);
  }

  #unseal(id: string | undefined, { name, valueString = '' }: ProjectSetting): ProjectSetting | undefined {
    const text = unseal(this.#key, contextOf(id, name), valueString.slice(SEALED_MARK.length));
    return text === undefined ? undefined : { name, ...(JSON.parse(text) as Omit<ProjectSetting, 'name'>) };
  }
}

function isSealed({ valueString }: ProjectSetting): boolean {
  return valueString !== undefined && isSealedSecret(valueString);
}

function hasValue(setting: ProjectSetting): boolean {
  return Object.keys(setting).length > 1;
}

function contextOf(id: string | undefined, name: string): string {
  return `Project/${id} ${name}`;
}

function readSettings(given: unknown): ProjectSetting[] {
  if (!Array.isArray(given) || given.length > MAX_SECRETS) {
    throw refused(`une liste de ${MAX_SECRETS} secrets au plus est attendue`);
  }
  const settings = given.map(readSetting);
  const names = settings.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw refused(`le secret ${twice} est donné deux fois`);
  return settings;
}

/** Exactly a name, and at most one value of the right type. */
function readSetting(given: unknown, index: number): ProjectSetting {
  const setting = (given ?? {}) as Record<string, unknown>;
  const { name, ...rest } = setting;
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw refused(
      `le nom du secret n° ${index + 1} compte 1 à 100 lettres, chiffres, points, tirets ou soulignés`,
    );
  }
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null);
  const [field, value] = entries[0] ?? [];
  if (field === undefined) return { name };
  if (entries.length > 1 || !VALUES.some((one) => one === field) || !isOfType(field, value)) {
    throw refused(`le secret ${name} attend une seule valeur : ${VALUES.join(', ')}`);
  }
  return { name, [field]: value };
}

function isOfType(field: string, value: unknown): boolean {
  switch (field) {
    case 'valueString':
      return typeof value === 'string' && value !== '' && value.length <= MAX_VALUE;
    case 'valueBoolean':
      return typeof value === 'boolean';
    case 'valueInteger':
      return Number.isSafeInteger(value);
    default:
      return Number.isFinite(value);
  }
}

function refused(message: string): HttpError {
  return new HttpError(400, 'value', `Secrets du projet : ${message}`, 'Project.secret');
}
