import type { PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { Text } from '@mantine/core';
import { Runs } from './Runs.tsx';

/** Each part of a fiche that changed, under its title. */
export function ChangedParts({ parts }: { parts: readonly PartDifference[] }) {
  return parts.map(({ key, title, runs }) => (
    <div key={key}>
      <Text fw={600} size="sm" mt="xs">
        {title}
      </Text>
      <Runs runs={runs} />
    </div>
  ));
}
