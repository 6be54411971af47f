import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { Text } from '@mantine/core';
import { t } from './messages.fr.ts';
import { namesOf } from './model.ts';
import type { Figures } from './useDashboard.ts';

/** Whose figures these are, when they are not the region's. */
export function ScopeNotice({ figures, directory }: { figures: Figures; directory?: Directory }) {
  const [place] = Object.entries(figures.own);
  if (!place || !directory) return null;
  const [axis, code] = place;
  const name = namesOf(directory)(axis, code) ?? code;
  return (
    <Text mb="md">
      {t(axis === 'c3' ? 'ofCentre' : 'ofEstablishment', { place: name })}
      {figures.several ? ` ${t('ofSeveral')}` : ''}
    </Text>
  );
}
