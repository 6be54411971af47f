import type { ProjectMembership, UserConfiguration } from '@medplum/fhirtypes';

const FAVOURITES = [
  'Patient',
  'Practitioner',
  'Organization',
  'Encounter',
  'Composition',
  'DocumentReference',
];
const ADMINISTRATION = [
  { name: 'Project', target: '/admin/project' },
  { name: 'AccessPolicy', target: '/AccessPolicy' },
  { name: 'Subscription', target: '/Subscription' },
  { name: 'Bot', target: '/Bot' },
];

/** The menu that @medplum/react applications draw from `auth/me`. */
export function userConfiguration(membership: ProjectMembership): UserConfiguration {
  const favourites = FAVOURITES.map((type) => ({ name: type, target: `/${type}` }));
  return {
    resourceType: 'UserConfiguration',
    menu: [
      { title: 'Favoris', link: favourites },
      ...(membership.admin ? [{ title: 'Administration', link: ADMINISTRATION }] : []),
    ],
  };
}
