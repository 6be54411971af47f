import type { MedplumClient, WithId } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { rawFetch } from '../../../apps/server/src/testing/harness.ts';
import { FIXTURES, fixture, type Place } from './fixtures.ts';
import type { Row } from './table.ts';
import { refOf, type Target } from './world.ts';

/** What a cell is tried on: who asks, for what, and the letters that the table gives. */
export interface Trial {
  readonly caller: MedplumClient;
  readonly admin: MedplumClient;
  readonly row: Row;
  readonly place: Place;
  /** The patient that targets are about: known to both establishments, so that links lead to it from both. */
  readonly patient: string;
  readonly target: Target;
  readonly letters: string;
  /** On what belongs elsewhere: may the role create the like at home? */
  readonly createsOwn: boolean;
  /** Which pointers the role itself may search: a Task, a MeasureReport. */
  readonly sees: { readonly task: boolean; readonly report: boolean; readonly binary: boolean };
}

interface Answer {
  readonly status: number;
  readonly body: Resource & { entry?: BundleEntry[]; total?: number; data?: Record<string, unknown> };
  readonly text: string;
}

/** What was asked, what came; undefined when the cell holds. */
export type Verdict = string | undefined;

export async function ask(
  caller: MedplumClient,
  path: string,
  method = 'GET',
  body?: unknown,
): Promise<Answer> {
  const response = await rawFetch(caller, `fhir/R4/${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/fhir+json' },
    }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, text, body: isJson ? JSON.parse(text) : {} };
}

const can = ({ letters }: Trial, letter: string): boolean => letters.includes(letter);
const path = ({ target }: Trial): string => refOf(target.resource);

/** Administration types do not depend on the policy but on the membership: 403 whatever the id. */
const isAdministration = ({ row }: Trial): boolean => row.type === 'AccessPolicy';

function expectStatus(got: number, wanted: number | readonly number[]): Verdict {
  const all = [wanted].flat();
  return all.includes(got) ? undefined : `${got} au lieu de ${all.join(' ou ')}`;
}

/** What a write answers: its success, 403 on what is seen, 404 on what is not. */
function refusedWrite(trial: Trial): number {
  return can(trial, 'r') || isAdministration(trial) ? 403 : 404;
}

function expectRead(trial: Trial, status: number): Verdict {
  return expectStatus(status, can(trial, 'r') ? 200 : isAdministration(trial) ? 403 : 404);
}

/** Found when the role reads it; otherwise an empty page or a refusal, and its id nowhere in the answer. */
function expectFound(trial: Trial, { status, text }: Answer, reachable = true): Verdict {
  const { id } = trial.target.resource;
  const found = text.includes(`/${id}"`) && text.includes(`"id":"${id}"`);
  const wanted = can(trial, 'r') && reachable;
  if (wanted && status !== 200) {
    return `${status} au lieu de 200`;
  }
  return found === wanted ? undefined : found ? 'trouvée' : 'pas trouvée';
}

async function create(trial: Trial): Promise<Verdict> {
  const { caller, row, place, admin } = trial;
  const { status, body } = await ask(caller, row.type, 'POST', fixture(row.name, place));
  if (can(trial, 'c')) {
    return expectStatus(status, 201);
  }
  if (status === 201 && trial.createsOwn) {
    // Whoever creates, creates at home, whatever the resource says: nothing may come up in the other
    // establishment.
    const { meta } = await admin.readResource(row.type as 'Patient', (body as { id: string }).id);
    const abroad =
      meta?.accounts?.filter(({ reference }) => JSON.stringify(place).includes(reference!)) ?? [];
    return abroad.length === 0 ? undefined : `créée dans ${abroad.map(({ reference }) => reference).join()}`;
  }
  // References to what one may not see come before the right to create, and answer 400 as ones to nothing.
  return expectStatus(status, can(trial, 'r') ? 403 : [400, 403]);
}

const read = async (trial: Trial): Promise<Verdict> =>
  expectRead(trial, (await ask(trial.caller, path(trial))).status);

async function update(trial: Trial): Promise<Verdict> {
  const { act } = FIXTURES[trial.row.name]!;
  const resource = act ? await copyOf(trial) : trial.target.resource;
  const changed = { ...resource, ...(act ?? { language: resource.language === 'fr' ? 'fr-FR' : 'fr' }) };
  const { status } = await ask(trial.caller, refOf(resource), 'PUT', changed);
  return expectStatus(status, can(trial, 'u') ? 200 : refusedWrite(trial));
}

async function patch(trial: Trial): Promise<Verdict> {
  const { act } = FIXTURES[trial.row.name]!;
  const resource = act ? await copyOf(trial) : trial.target.resource;
  const operations = Object.entries(act ?? { language: 'fr-CA' }).map(([element, value]) => {
    return { op: 'add', path: `/${element}`, value };
  });
  const { status } = await ask(trial.caller, refOf(resource), 'PATCH', operations);
  return expectStatus(status, can(trial, 'u') ? 200 : refusedWrite(trial));
}

/** Another like the target, to be spent: the target serves other cells. */
function copyOf({ admin, target }: Trial): Promise<WithId<Resource>> {
  const { id: _, ...content } = target.resource;
  const { accounts, tag } = content.meta ?? {};
  return admin.createResource({ ...content, meta: { accounts, tag } } as Resource);
}

async function remove(trial: Trial): Promise<Verdict> {
  const { caller } = trial;
  if (!can(trial, 'd')) {
    return expectStatus((await ask(caller, path(trial), 'DELETE')).status, refusedWrite(trial));
  }
  return expectStatus((await ask(caller, refOf(await copyOf(trial)), 'DELETE')).status, 200);
}

async function search(trial: Trial): Promise<Verdict> {
  const { row, target, caller } = trial;
  const answer = await ask(caller, `${row.type}?_id=${target.resource.id}&_total=accurate`);
  const counted = answer.status === 200 ? answer.body.total : 0;
  return (
    expectFound(trial, answer) ?? (counted === (can(trial, 'r') ? 1 : 0) ? undefined : `total de ${counted}`)
  );
}

async function history(trial: Trial): Promise<Verdict> {
  const { caller, target } = trial;
  const all = await ask(caller, `${path(trial)}/_history`);
  const one = await ask(caller, `${path(trial)}/_history/${target.resource.meta!.versionId}`);
  return expectRead(trial, all.status) ?? expectRead(trial, one.status);
}

async function include(trial: Trial): Promise<Verdict> {
  const { caller, target, sees } = trial;
  const url = sees.task
    ? `Task?_id=${target.task}&_include=Task:focus`
    : `MeasureReport?_id=${target.report}&_include=MeasureReport:evaluated-resource`;
  const answer = await ask(caller, url);
  // The pointer itself names the target: what counts is whether the target comes with it.
  const came = answer.body.entry?.some(({ resource }) => resource?.id === target.resource.id) ?? false;
  const wanted = can(trial, 'r') && (sees.task || sees.report);
  return came === wanted ? undefined : came ? 'incluse' : 'pas incluse';
}

/**
 * From what the resource points to, which is of the same establishment. Types that point nowhere have no such
 * cell.
 */
async function revinclude(trial: Trial): Promise<Verdict> {
  const link = FIXTURES[trial.row.name]!.link;
  if (!link) {
    return search(trial);
  }
  const [param, base] = link;
  const pointed = (base === 'Patient' ? trial.patient : trial.place.organization).split('/')[1];
  const url = `${base}?_id=${pointed}&_revinclude=${trial.row.type}:${param}`;
  return expectFound(trial, await ask(trial.caller, url));
}

async function has(trial: Trial): Promise<Verdict> {
  const { row, target, caller, place, patient } = trial;
  const [param, base] = FIXTURES[row.name]!.link ?? ['target', undefined];
  if (!base) {
    return search(trial);
  }
  const pointed = (base === 'Patient' ? patient : place.organization).split('/')[1];
  const answer = await ask(caller, `${base}?_has:${row.type}:${param}:_id=${target.resource.id}`);
  const found = answer.body.entry?.some(({ resource }) => resource?.id === pointed) ?? false;
  return found === can(trial, 'r') ? undefined : found ? 'trouvée' : `pas trouvée (${answer.status})`;
}

async function graphql(trial: Trial): Promise<Verdict> {
  const { row, target, caller } = trial;
  const { id } = target.resource;
  const query = `{ one: ${row.type}(id: "${id}") { id } all: ${row.type}List(_id: "${id}") { id } }`;
  const { body } = await ask(caller, '$graphql', 'POST', { query });
  const one = (body.data?.one as { id?: string } | null | undefined)?.id;
  const all = (body.data?.all as { id: string }[] | null | undefined) ?? [];
  const wanted = can(trial, 'r');
  return (one === id) === wanted && (all.length === 1) === wanted
    ? undefined
    : `one ${one}, all ${all.length}`;
}

async function batch(trial: Trial): Promise<Verdict> {
  const entry: BundleEntry[] = [
    { request: { method: 'GET', url: path(trial) } },
    { request: { method: 'DELETE', url: path(trial) } },
  ];
  // The deletion is only tried where it must fail: the target serves other cells.
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: can(trial, 'd') ? [entry[0]!] : entry,
  };
  const { body } = await ask(trial.caller, '', 'POST', bundle);
  const [got, deleted] = (body.entry ?? []).map(({ response }) =>
    Number.parseInt(response?.status ?? '0', 10),
  );
  return (
    expectRead(trial, got ?? 0) ??
    (deleted === undefined ? undefined : expectStatus(deleted, refusedWrite(trial)))
  );
}

/** The bytes of a document that belongs to the resource. */
async function binary(trial: Trial): Promise<Verdict> {
  const { status, text } = await ask(trial.caller, `Binary/${trial.target.binary}`);
  const wanted = can(trial, 'r') && trial.sees.binary;
  return (
    expectStatus(status, wanted ? 200 : 404) ?? (wanted === text.startsWith('document de') ? undefined : text)
  );
}

/** Every way to a resource but subscriptions, which need time: `subscriptions.test.ts`. */
export const INTERACTIONS: Record<string, (trial: Trial) => Promise<Verdict>> = {
  create,
  read,
  update,
  patch,
  delete: remove,
  search,
  history,
  _include: include,
  _revinclude: revinclude,
  _has: has,
  GraphQL: graphql,
  batch,
  Binary: binary,
};
