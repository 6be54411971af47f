import type { InternalTypeSchema } from '@medplum/core';
import type { Resource, StructureDefinition } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../scripts/build.ts';
import { loadProfiles } from '../src/dist.ts';
import { valueSets } from '../src/value-sets.ts';
import { examples } from './examples.ts';
import { edit } from './mutants/edit.ts';
import { type Mutant, mutants } from './mutants.ts';
import { compile, issuesOf, loadDefinitions } from './testing.ts';

let profiles: Map<string, StructureDefinition>;
let schemas: Map<string, InternalTypeSchema>;

beforeAll(() => {
  loadDefinitions();
  build();
  profiles = loadProfiles();
  schemas = new Map([...profiles].map(([url, profile]) => [url, compile(profile)]));
});

/** Codings that the profile binds and their set lacks, by value set and path. */
function wrongCodes(resource: Resource, schema: InternalTypeSchema): string[] {
  const tokens: Record<string, { path: string; value: unknown }[]> = {};
  issuesOf(resource, schema, { collect: { tokens: tokens as never } });
  return Object.entries(tokens).flatMap(([canonical, values]) => {
    const set = SETS.get(canonical);
    if (!set) return [];
    return values
      .filter(({ value }) => !codings(value).some(({ system, code }) => set.has(`${system}|${code}`)))
      .map(({ path }) => `${canonical.split('/').at(-1)} ${path}`);
  });
}

type Coded = { system?: string; code?: string; coding?: Coded[] };
const codings = (value: unknown): Coded[] => (value as Coded).coding ?? [value as Coded];

const SETS = new Map(
  valueSets().map(({ url, compose }) => [
    url!,
    new Set(
      compose?.include?.flatMap(
        ({ system, concept }) => concept?.map(({ code }) => `${system}|${code}`) ?? [],
      ),
    ),
  ]),
);

const all = mutants();
const ofKind = (kind: Mutant['kind']): [string, Mutant][] =>
  all.filter((mutant) => mutant.kind === kind).map((mutant) => [mutant.name, mutant]);

/** The profile without one of its constraints. */
function without(schema: InternalTypeSchema, key: string): InternalTypeSchema {
  const constraints = schema.constraints?.filter((constraint) => constraint.key !== key);
  expect(constraints?.length).toBe(schema.constraints!.length - 1);
  return { ...schema, constraints };
}

describe('every example', () => {
  it.each([...examples()].filter(([, { meta }]) => meta?.profile))('%s is valid', (_, resource) => {
    for (const canonical of resource.meta!.profile!) {
      const schema = schemas.get(canonical);
      expect(schema, canonical).toBeDefined();
      expect(issuesOf(resource, schema!)).toEqual([]);
      expect(wrongCodes(resource, schema!)).toEqual([]);
    }
  });
});

it('there is an example of every profile', () => {
  const used = new Set([...examples().values()].flatMap(({ meta }) => meta?.profile ?? []));
  const ours = [...profiles.values()].filter(({ type }) => type !== 'Extension').map(({ url }) => url!);
  expect(ours.filter((url) => !used.has(url))).toEqual([]);
});

describe('a mutant of an invariant', () => {
  it.each(ofKind('invariant'))('%s is refused in French, and accepted without the invariant', (_, mutant) => {
    const schema = schemas.get(mutant.profile)!;
    const issues = issuesOf(mutant.resource, schema);
    expect(issues.map(({ details }) => details?.text)).toEqual([
      expect.stringMatching(new RegExp(`^Constraint ${mutant.rule} not met: ${escaped(mutant.field)} : \\S`)),
    ]);
    expect(issuesOf(mutant.resource, without(schema, mutant.rule))).toEqual([]);
  });
});

describe('a mutant of a cardinality', () => {
  it.each(ofKind('required'))('%s is refused', (_, mutant) => {
    const issues = issuesOf(mutant.resource, schemas.get(mutant.profile)!);
    expect(issues.map(({ expression }) => expression?.[0]?.replaceAll(/\[\d+\]/g, ''))).toEqual([
      mutant.field,
    ]);
    expect(issues[0]?.details?.text).toBe('Missing required property');
  });
});

describe('a mutant of a fixed value', () => {
  it.each(ofKind('pattern'))('%s is refused', (_, mutant) => {
    const issues = issuesOf(mutant.resource, schemas.get(mutant.profile)!);
    expect(issues.map(({ expression }) => expression?.[0])).toContain(mutant.field);
    expect(issues.map(({ details }) => details?.text)).toContain('Value did not match expected pattern');
  });
});

describe('a mutant of a required binding', () => {
  it.each(ofKind('binding'))('%s is refused', (_, mutant) => {
    const wrong = wrongCodes(mutant.resource, schemas.get(mutant.profile)!);
    expect(wrong).toHaveLength(1);
    const path = wrong[0]!.replaceAll(/\[\d+\]|\[x\]/g, '').replace(/\.coding$/, '');
    expect(path).toBe(`${mutant.rule} ${mutant.field}`);
  });
});

describe('the table of mutants', () => {
  const named = (kind: Mutant['kind']): Set<string> =>
    new Set(all.filter((mutant) => mutant.kind === kind).map(({ profile, rule }) => `${profile} ${rule}`));

  it('has one for every invariant of every profile', () => {
    const have = named('invariant');
    const missing = [...profiles.values()].flatMap(({ url, snapshot }) =>
      (snapshot?.element?.[0]?.constraint ?? [])
        .filter(({ key, severity }) => key?.startsWith('dcc-') && severity === 'error')
        .map(({ key }) => `${url} ${key}`)
        .filter((name) => !have.has(name)),
    );
    expect(missing).toEqual([]);
  });

  it('has one for every element that a profile requires beyond R4', () => {
    const have = named('required');
    const missing = differentials().flatMap(({ url, type, differential }) =>
      (differential?.element ?? [])
        .filter(({ min, path, base }) => (min ?? 0) > 0 && (base?.min ?? 0) === 0 && path !== type)
        .map(({ path }) => `${url} ${path}`)
        .filter((name) => !have.has(name)),
    );
    expect(missing).toEqual([]);
  });

  it('has one for every fixed value and every required binding', () => {
    const patterns = named('pattern');
    const bindings = named('binding');
    const missing = differentials().flatMap(({ url, differential }) =>
      (differential?.element ?? []).flatMap((element) => {
        const fixed = Object.keys(element).some((key) => /^(fixed|pattern)/.test(key));
        const set =
          element.binding?.strength === 'required' ? element.binding.valueSet?.split('/').at(-1) : undefined;
        return [
          ...(fixed && !patterns.has(`${url} ${element.path}`) ? [`${url} pattern ${element.path}`] : []),
          ...(set && !bindings.has(`${url} ${set}`) ? [`${url} binding ${set}`] : []),
        ];
      }),
    );
    // Bound two backbones deep: @medplum/core does not collect it, the invariant dcc-dec-5 says the same.
    expect(missing).toEqual([expect.stringMatching(/dcc-decision binding jdv-type-traitement-frcp$/)]);
  });

  /** Profiles of resources: what is inside an extension is checked by the resource that carries it. */
  function differentials(): StructureDefinition[] {
    return [...profiles.values()].filter(({ type }) => type !== 'Extension');
  }
});

describe('edit', () => {
  const resource = examples().get('patient')!;

  it('leaves its source alone', () => {
    const text = JSON.stringify(resource);
    edit(resource, { 'name.0.family': 'X', gender: undefined, 'identifier.+': {} });
    expect(JSON.stringify(resource)).toBe(text);
  });

  it('refuses a way that does not exist: such a mutant would prove nothing', () => {
    expect(() => edit(resource, { 'nom.0.family': 'X' })).toThrow('No nom');
    expect(() => edit(resource, { maritalStatus: undefined })).toThrow('No maritalStatus');
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
