import { Alert, Button, Text } from '@mantine/core';
import type { Resource } from '@medplum/fhirtypes';
import { t } from './messages.fr.ts';
import { clashWords } from './store/clash-words.ts';
import type { Clash } from './store/merge.ts';

interface ClashesProps {
  clashes: readonly Clash[];
  /** Of the fiche, by `Type/id`: they name who and what a value points to. */
  records: ReadonlyMap<string, Resource>;
  onSeen: () => void;
}

/** What somebody else chose in place of mine: both are shown until it is seen. */
export function Clashes({ clashes, records, onSeen }: ClashesProps) {
  if (clashes.length === 0) return null;
  return (
    <Alert color="orange" role="alert" mb="md" title={t('clash')}>
      {told(clashes, records).map(({ part, mine, theirs }) => (
        <div key={`${part}|${mine}|${theirs}`}>
          <Text fw={600}>{t(`part_${part}`)}</Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {t('clashTheirs', { text: theirs || t('nothing') })}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {t('clashMine', { text: mine || t('nothing') })}
          </Text>
        </div>
      ))}
      <Button size="compact-sm" variant="default" mt="xs" onClick={onSeen}>
        {t('seen')}
      </Button>
    </Alert>
  );
}

/** In words, each once. */
function told(clashes: readonly Clash[], records: ReadonlyMap<string, Resource>) {
  const all = clashes.map((clash) => ({
    part: clash.part,
    mine: clashWords(clash, 'mine', records),
    theirs: clashWords(clash, 'theirs', records),
  }));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
