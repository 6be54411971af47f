import type { ProjectMembership } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { userConfiguration } from './menu.ts';

const membership = (admin?: boolean): ProjectMembership => {
  const profile = { reference: 'ClientApplication/c' };
  return { resourceType: 'ProjectMembership', project: {}, user: profile, profile, admin };
};

test('everybody has the favourites, administrators their own part', () => {
  expect(userConfiguration(membership()).menu?.map((part) => part.title)).toEqual(['Favoris']);
  expect(userConfiguration(membership(true)).menu?.map((part) => part.title)).toEqual([
    'Favoris',
    'Administration',
  ]);
});

test('each favourite leads to its own list', () => {
  const links = userConfiguration(membership()).menu![0]!.link!;
  expect(links.every((link) => link.target === `/${link.name}`)).toBe(true);
});
